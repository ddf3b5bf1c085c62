package io.leadhook.command;

import io.leadhook.check.Configuration;
import io.leadhook.check.Fault;
import io.leadhook.check.RouteFiles;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** {@code validate}: says what is wrong with the configuration and the route files, without starting anything. */
final class ValidateCommand implements Command {
    private static final String PATTERN = "camel.main.routes-include-pattern";

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
            RouteFiles files = RouteFiles.matching(configuration.environment().getRequiredProperty(PATTERN));
            List<Fault> faults = Stream.concat(
                            configuration.check().stream(),
                            files.check(configuration.environment(), application).stream())
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
}
