package io.leadhook.receive;

import java.util.function.Supplier;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Reads {@code leadhook.sources} as a start would: files, imported files with secrets, arguments, environment. The
 * environment of a running process does not change; files do.
 */
final class FreshSources implements Supplier<SourcesProperties> {
    private final String[] arguments;

    /** @param arguments what the process was started with */
    FreshSources(String... arguments) {
        this.arguments = arguments.clone();
    }

    /** @throws IllegalArgumentException if it cannot be read */
    @Override
    public SourcesProperties get() {
        SpringApplication application = new SpringApplication(Nothing.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setLazyInitialization(true);
        // The log of this process is set up; doing it again would lose lines.
        application.setListeners(application.getListeners().stream()
                .filter(listener -> !(listener instanceof LoggingApplicationListener))
                .toList());
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            return Binder.get(context.getEnvironment()).bindOrCreate("leadhook", Bindable.of(SourcesProperties.class));
        } catch (BindException e) {
            throw new IllegalArgumentException(
                    e.getName() + " cannot be read; `java -jar leadhook.jar validate` says why");
        } catch (RuntimeException e) {
            // Not passed on: the message of a YAML reader repeats the lines around the fault, secrets and all.
            throw new IllegalArgumentException(
                    "the configuration cannot be read; `java -jar leadhook.jar validate` says where");
        }
    }

    /** Nothing but the environment is wanted. */
    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
