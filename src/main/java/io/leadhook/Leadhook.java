package io.leadhook;

import io.leadhook.command.CommandLine;
import io.leadhook.receive.Signer;
import io.leadhook.receive.SourcesProperties;
import io.leadhook.receive.WebhookProperties;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.bind.Binder;

/** The program: the hub, or one of its commands. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Leadhook {
    public static void main(String[] args) {
        if (CommandLine.isFor(args)) {
            System.exit(commandLine().run(System.out, System.err, args));
        }
        SpringApplication.run(Leadhook.class, args);
    }

    private static CommandLine commandLine() {
        return new CommandLine(Leadhook.class, environment -> {
            Binder settings = Binder.get(environment);
            return Signer.of(
                    settings.bindOrCreate("leadhook", SourcesProperties.class),
                    settings.bindOrCreate("leadhook.webhooks", WebhookProperties.class),
                    Clock.systemUTC())::headers;
        });
    }
}
