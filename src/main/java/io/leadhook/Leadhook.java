package io.leadhook;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The program. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Leadhook {
    public static void main(String[] args) {
        SpringApplication.run(Leadhook.class, args);
    }
}
