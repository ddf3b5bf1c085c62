package io.leadhook;

import io.leadhook.command.CommandLine;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

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
            throw new IllegalStateException("signing is not built in yet");
        });
    }
}
