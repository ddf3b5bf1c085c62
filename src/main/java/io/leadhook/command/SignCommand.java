package io.leadhook.command;

import io.leadhook.check.Configuration;
import io.leadhook.command.CommandLine.SignerSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * {@code sign --source=NAME FILE}: prints the headers that a sender would add to this body, one a line, as {@code curl -H
 * @-} reads them.
 */
final class SignCommand implements Command {
    private static final String SOURCE = "--source=";

    private final SignerSource signers;

    SignCommand(SignerSource signers) {
        this.signers = signers;
    }

    private static final class NoBeans {}

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        List<String> files =
                arguments.stream().filter(word -> !word.startsWith("--")).toList();
        List<String> sources = arguments.stream()
                .filter(word -> word.startsWith(SOURCE))
                .map(word -> word.substring(SOURCE.length()))
                .toList();
        if (files.size() != 1 || sources.size() != 1) {
            err.println("usage: java -jar leadhook.jar sign --source=NAME FILE [--key=value ...]");
            return 2;
        }
        String[] keys = arguments.stream()
                .filter(word -> word.startsWith("--") && !word.startsWith(SOURCE))
                .toArray(String[]::new);
        try (Configuration configuration = Configuration.open(NoBeans.class, keys)) {
            requireKnown(sources.get(0), configuration.environment());
            byte[] body = Files.readAllBytes(Path.of(files.get(0)));
            signers.of(configuration.environment())
                    .headers(sources.get(0), body)
                    .forEach((name, value) -> out.println(name + ": " + value));
            return 0;
        } catch (IOException | InvalidPathException e) {
            err.println(files.get(0) + ": there is no such file, or it cannot be read");
        } catch (RuntimeException e) {
            err.println(e.getMessage());
        }
        return 1;
    }

    private static void requireKnown(String source, Environment environment) {
        var known = new TreeSet<>(Binder.get(environment)
                .bind("leadhook.sources", Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .keySet());
        if (!known.contains(source)) {
            throw new IllegalArgumentException("there is no source '" + source + "' under leadhook.sources; there "
                    + (known.isEmpty() ? "is none" : "are " + String.join(", ", known)));
        }
    }
}
