package io.leadhook.console;

import io.leadhook.console.RouteStep.Branch;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** Reads from Camel's route model what a route consists of. Addresses come without their secrets. */
final class RouteModels {
    private static final int MAX_WHAT = 60;

    private RouteModels() {}

    static List<RouteStep> steps(RouteDefinition route) {
        List<RouteStep> steps = new ArrayList<>();
        steps.add(new RouteStep("from", address(route.getInput().getEndpointUri()), List.of()));
        steps.addAll(steps(route.getOutputs()));
        return steps;
    }

    /** Without parameters, which are for the route file to show. */
    static String address(String uri) {
        String plain = URISupport.sanitizeUri(uri);
        int question = plain.indexOf('?');
        return cut(question < 0 ? plain : plain.substring(0, question));
    }

    private static List<RouteStep> steps(List<ProcessorDefinition<?>> definitions) {
        return definitions.stream().map(RouteModels::step).toList();
    }

    private static RouteStep step(ProcessorDefinition<?> definition) {
        return new RouteStep(definition.getShortName(), what(definition), branches(definition));
    }

    private static List<Branch> branches(ProcessorDefinition<?> definition) {
        if (definition instanceof ChoiceDefinition choice) {
            List<Branch> branches = new ArrayList<>();
            for (WhenDefinition when : choice.getWhenClauses()) {
                branches.add(new Branch(condition(when.getExpression()), steps(when.getOutputs())));
            }
            OtherwiseDefinition otherwise = choice.getOtherwise();
            if (otherwise != null) {
                branches.add(new Branch("otherwise", steps(otherwise.getOutputs())));
            }
            return branches;
        }
        return definition.getOutputs().isEmpty()
                ? List.of()
                : List.of(new Branch(
                        definition instanceof ExpressionNode node ? condition(node.getExpression()) : "",
                        steps(definition.getOutputs())));
    }

    private static String what(ProcessorDefinition<?> definition) {
        if (definition instanceof SendDefinition<?> send && send.getUri() != null) {
            return address(send.getUri());
        }
        if (hasOwnId(definition)) {
            return cut(definition.getId());
        }
        // The condition of a step around others stands in its frame.
        return definition instanceof ExpressionNode && !definition.getOutputs().isEmpty()
                ? ""
                : cut(unwrapped(definition.getLabel()));
    }

    /** What stands in {@code setHeader[name]}. */
    private static String unwrapped(String label) {
        int open = label.indexOf('[');
        return open > 0 && label.endsWith("]") ? label.substring(open + 1, label.length() - 1) : label;
    }

    private static boolean hasOwnId(OptionalIdentifiedDefinition<?> definition) {
        return definition.hasCustomIdAssigned();
    }

    private static String condition(@Nullable ExpressionDefinition expression) {
        return expression == null ? "" : cut(String.valueOf(expression.getExpression()));
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        // A condition in Java has no text worth showing.
        String shown = line.contains("$$Lambda") ? "" : line;
        return shown.length() <= MAX_WHAT ? shown : shown.substring(0, MAX_WHAT - 1) + "…";
    }
}
