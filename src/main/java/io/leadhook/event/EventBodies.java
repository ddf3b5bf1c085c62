package io.leadhook.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Takes a request's body apart into the bodies of its events, for senders that put several into one. Thread-safe. */
public final class EventBodies {
    private static final int MOST = 1_000;

    private final StrictJson json = new StrictJson();

    /** What came of it. */
    public sealed interface Split {}

    /** One body per event, in their order. */
    public record Bodies(List<byte[]> bodies) implements Split {}

    /** The sender is at fault and is told so; nothing of what was sent is repeated. */
    public record NotEvents(String reason) implements Split {}

    /** An object is one event, and its bytes stay as they are; an array of objects is several. */
    public Split split(byte[] body) {
        try {
            JsonNode root = json.readAny(body);
            if (root instanceof ObjectNode) {
                return new Bodies(List.of(body));
            }
            if (!(root instanceof ArrayNode array) || array.isEmpty() || array.size() > MOST) {
                return new NotEvents("the body is neither a JSON object nor an array of 1 to 1000 of them");
            }
            List<byte[]> bodies = new ArrayList<>();
            for (JsonNode each : array) {
                if (!(each instanceof ObjectNode object)) {
                    return new NotEvents("the body is an array with something in it that is not a JSON object");
                }
                bodies.add(json.write(object));
            }
            return new Bodies(bodies);
        } catch (UnreadableException e) {
            // One object, and whoever reads it as an event will find that again.
            return new Bodies(List.of(body));
        } catch (NotJsonException e) {
            return new NotEvents(String.valueOf(e.getMessage()));
        }
    }
}
