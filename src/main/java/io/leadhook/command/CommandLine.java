package io.leadhook.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** Reads the first word among the options after {@code java -jar leadhook.jar}: a command, or none, which runs the hub. */
public final class CommandLine {
    private static final String USAGE = """
            usage: java -jar leadhook.jar [--key=value ...]                    run the hub
                   java -jar leadhook.jar validate [--key=value ...]           check configuration and route files
                   java -jar leadhook.jar sign --source=NAME FILE [--key=value ...]
                                                                               print the headers that sign a body
            Keys are explained in application.yaml.""";

    private final Map<String, Command> commands;

    /**
     * @param application the class that the hub's Spring context starts from
     * @param signer how bodies are signed
     */
    public CommandLine(Class<?> application, SignerSource signer) {
        this.commands = Map.of("validate", new ValidateCommand(application), "sign", new SignCommand(signer));
    }

    /** Makes the signer of a configuration. */
    @FunctionalInterface
    public interface SignerSource {
        BodySigner of(Environment environment);
    }

    /** Signs a body as the named source would. */
    @FunctionalInterface
    public interface BodySigner {
        Map<String, String> headers(String source, byte[] body);
    }

    /** Whether these arguments are for us and not for the hub. */
    public static boolean isFor(String... arguments) {
        return Stream.of(arguments).anyMatch(CommandLine::isWord);
    }

    private static boolean isWord(String argument) {
        return !argument.startsWith("--") || argument.equals("--help");
    }

    /** Runs the command and returns the exit code. */
    public int run(PrintStream out, PrintStream err, String... arguments) {
        List<String> rest = new ArrayList<>(List.of(arguments));
        String word = rest.stream().filter(CommandLine::isWord).findFirst().orElse("help");
        rest.remove(word);
        Command command = commands.get(word);
        if (command != null) {
            return command.run(rest, out, err);
        }
        boolean asked = List.of("help", "--help", "-h").contains(word);
        if (!asked) {
            err.println("'" + word + "' is not a command");
        }
        (asked ? out : err).println(USAGE);
        return asked ? 0 : 2;
    }
}
