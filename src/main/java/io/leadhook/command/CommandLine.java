package io.leadhook.command;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;

/** Reads the first word after {@code java -jar leadhook.jar}: a command, or none, which runs the hub. */
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
        return arguments.length > 0 && (!arguments[0].startsWith("--") || arguments[0].equals("--help"));
    }

    /** Runs the command and returns the exit code. */
    public int run(PrintStream out, PrintStream err, String... arguments) {
        List<String> words = List.of(arguments);
        Command command = commands.get(words.get(0));
        if (command != null) {
            return command.run(words.subList(1, words.size()), out, err);
        }
        boolean asked = List.of("help", "--help", "-h").contains(words.get(0));
        if (!asked) {
            err.println("'" + words.get(0) + "' is not a command");
        }
        (asked ? out : err).println(USAGE);
        return asked ? 0 : 2;
    }
}
