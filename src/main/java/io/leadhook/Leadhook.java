package io.leadhook;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program. */
@SpringBootApplication
public class Leadhook {
    public static void main(String[] args) {
        SpringApplication.run(Leadhook.class, args);
    }
}
