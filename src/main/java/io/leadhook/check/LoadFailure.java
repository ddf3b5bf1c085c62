package io.leadhook.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Why Camel did not load a file, in few words: its own messages dump whole routes and addresses, and name no line.
 *
 * @param message what is wrong
 * @param clue the text in the file that it is about
 */
record LoadFailure(String message, Clue clue) {
    /** Where to look for the place. */
    sealed interface Clue {
        /** The line is known. */
        record Line(int line) implements Clue {}

        /** The first key or value that is this text. */
        record Text(String text) implements Clue {}

        /** The first address of this endpoint. */
        record Address(String uri) implements Clue {}
    }

    private static final Pattern UNKNOWN_OPTION = Pattern.compile("Unknown parameters=\\[\\{([^=}]+)=");

    static LoadFailure of(Throwable failure) {
        Clue route = new Clue.Line(1);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            LoadFailure known = known(cause);
            if (known != null) {
                return known;
            }
            if (cause instanceof FailedToCreateRouteException unmade && unmade.getRouteId() != null) {
                route = new Clue.Text(unmade.getRouteId());
            }
        }
        return new LoadFailure(innermostMessage(failure), route);
    }

    Fault in(RouteFile file) {
        int line = 1;
        if (clue instanceof Clue.Line known) {
            line = known.line();
        } else if (clue instanceof Clue.Text text) {
            line = file.lineOf(text.text());
        } else if (clue instanceof Clue.Address address) {
            line = file.lineOfEndpoint(address.uri());
        }
        return new Fault(Fault.Severity.ERROR, file.name(), line, message);
    }

    private static @Nullable LoadFailure known(Throwable cause) {
        if (cause instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            return new LoadFailure(
                    marked.getProblem(),
                    new Clue.Line(marked.getProblemMark().get().getLine() + 1));
        }
        if (cause instanceof NoSuchEndpointException missing) {
            return new LoadFailure(
                    "there is no component '" + scheme(missing.getUri()) + ":'; its jar must be in the hub",
                    new Clue.Address(missing.getUri()));
        }
        if (cause instanceof NoSuchBeanException missing) {
            return new LoadFailure(
                    "there is no bean '" + missing.getName() + "' of the kind that is needed here",
                    new Clue.Text(missing.getName()));
        }
        if (cause instanceof MethodNotFoundException missing) {
            String kind = missing.getBean() == null
                    ? ""
                    : " in " + missing.getBean().getClass().getSimpleName();
            return new LoadFailure(
                    "there is no method '" + missing.getMethodName() + "'" + kind,
                    new Clue.Text(missing.getMethodName()));
        }
        if (cause instanceof SimpleIllegalSyntaxException unreadable) {
            return new LoadFailure(
                    "not in Camel's simple language: " + firstLine(unreadable),
                    new Clue.Text(unreadable.getExpression()));
        }
        return cause instanceof ResolveEndpointFailedException unresolved ? endpoint(unresolved) : null;
    }

    private static LoadFailure endpoint(ResolveEndpointFailedException failure) {
        Matcher option = UNKNOWN_OPTION.matcher(String.valueOf(failure.getMessage()));
        if (option.find()) {
            return new LoadFailure(
                    "'" + scheme(failure.getUri()) + ":' has no option '" + option.group(1) + "'",
                    new Clue.Text(option.group(1)));
        }
        return new LoadFailure(innermostMessage(failure), new Clue.Address(failure.getUri()));
    }

    private static String scheme(String uri) {
        return uri.replaceFirst(":.*", "");
    }

    private static String innermostMessage(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return firstLine(innermost);
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse(message).strip();
    }
}
