package io.leadhook.receive;

import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Reads {@code leadhook.sources} as a start would: files, imported files with secrets, arguments, environment. The
 * environment of a running process does not change; files do.
 */
final class FreshSources implements Supplier<SourcesProperties> {
    private static final SpringApplication NOBODY = new SpringApplication();

    private final String[] arguments;

    /** @param arguments what the process was started with */
    FreshSources(String... arguments) {
        this.arguments = arguments.clone();
    }

    /** @throws IllegalArgumentException if it cannot be read */
    @Override
    public SourcesProperties get() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        try {
            new SpringApplicationJsonEnvironmentPostProcessor().postProcessEnvironment(environment, NOBODY);
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
            UnusedLeadsSource.switchOff(environment);
            return Binder.get(environment).bindOrCreate("leadhook", Bindable.of(SourcesProperties.class));
        } catch (BindException e) {
            throw new IllegalArgumentException(
                    e.getName() + " cannot be read; `java -jar leadhook.jar validate` says why");
        } catch (RuntimeException e) {
            // Not passed on: the message of a YAML reader repeats the lines around the fault, secrets and all.
            throw new IllegalArgumentException(
                    "the configuration cannot be read; `java -jar leadhook.jar validate` says where");
        }
    }
}
