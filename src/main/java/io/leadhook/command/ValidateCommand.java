package io.leadhook.command;

import io.leadhook.check.Configuration;
import io.leadhook.check.Fault;
import io.leadhook.check.RouteFiles;
import io.leadhook.receive.SourceFaults;
import io.leadhook.receive.SourcesProperties;
import io.leadhook.receive.WebhookProperties;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** {@code validate}: says what is wrong with the configuration and the route files, without starting anything. */
final class ValidateCommand implements Command {
    /** Set where nothing is configured: then the start makes up what this source lacks. */
    private static final String DEMO_DUE = "leadhook-demo-due";

    private static final String DEMO_SOURCE = "leadhook.sources.leads";

    private final Class<?> application;

    ValidateCommand(Class<?> application) {
        this.application = application;
    }

    @ConfigurationPropertiesScan("io.leadhook")
    @EnableConfigurationProperties(ServerProperties.class)
    private static final class Settings {}

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        List<Fault> unreadable = Configuration.unreadable();
        if (!unreadable.isEmpty()) {
            unreadable.forEach(out::println);
            out.println("The route files are checked when the configuration can be read.");
            return 1;
        }
        try (Configuration configuration = Configuration.open(Settings.class, arguments.toArray(String[]::new))) {
            RouteFiles files = RouteFiles.of(configuration.environment());
            List<Fault> faults = Stream.of(
                            configuration.check(),
                            sourceFaults(configuration),
                            files.check(configuration.environment(), application))
                    .flatMap(List::stream)
                    .toList();
            faults.forEach(out::println);
            long errors = faults.stream().filter(Fault::isError).count();
            out.println(
                    errors == 0
                            ? "The configuration and " + files.names().size() + " route files can be used."
                            : errors + (errors == 1 ? " fault." : " faults."));
            return errors == 0 ? 0 : 1;
        } catch (RuntimeException e) {
            err.println("The configuration cannot be read: " + e.getMessage());
            return 1;
        }
    }

    /** As the start would find them. */
    private static List<Fault> sourceFaults(Configuration configuration) {
        Optional<SourcesProperties> sources = configuration.settings(SourcesProperties.class);
        Optional<WebhookProperties> webhooks = configuration.settings(WebhookProperties.class);
        return sources.isEmpty() || webhooks.isEmpty()
                ? List.of()
                : SourceFaults.of(sources.get(), webhooks.get()).entrySet().stream()
                        .filter(fault -> !fault.getKey().equals(DEMO_SOURCE)
                                || !configuration.environment().containsProperty(DEMO_DUE))
                        .map(fault -> configuration.fault(fault.getKey(), fault.getValue()))
                        .toList();
    }
}
