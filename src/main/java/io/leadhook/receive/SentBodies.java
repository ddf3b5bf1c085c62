package io.leadhook.receive;

import io.leadhook.event.CloudEvents;
import io.leadhook.event.EventBodies;
import io.leadhook.event.EventBodies.Bodies;
import io.leadhook.event.EventBodies.NotEvents;
import io.leadhook.event.EventBodies.Split;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Message;

/** The events of a verified request, each with a body of its own, by the format of its source. Thread-safe. */
final class SentBodies {
    private static final String STRUCTURED = "application/cloudevents";
    private static final String BATCH = "application/cloudevents-batch";

    private static final int LARGEST = 1_048_576; // the width of its column

    private final EventBodies bodies = new EventBodies();
    private final CloudEvents cloudEvents = new CloudEvents();

    /** @throws Refusal if the body is not what its format says */
    List<byte[]> of(Verified verified, Message message) {
        byte[] body = verified.body();
        return switch (verified.source().format()) {
            case JSON -> List.of(body);
            case JSON_ARRAY -> parts(bodies.split(body));
            case CLOUDEVENTS -> ofCloudEvents(message, body);
        };
    }

    private List<byte[]> ofCloudEvents(Message message, byte[] body) {
        String type = message.getHeader("content-type", "", String.class).toLowerCase(Locale.ROOT);
        if (type.startsWith(BATCH)) {
            return parts(bodies.split(body));
        }
        return type.startsWith(STRUCTURED) || message.getHeader(CloudEvents.PREFIX + "specversion") == null
                ? List.of(body)
                : parts(cloudEvents.structured(attributes(message), body));
    }

    private static Map<String, String> attributes(Message message) {
        Map<String, String> attributes = new HashMap<>();
        for (String name : CloudEvents.ATTRIBUTES) {
            Object value = message.getHeader(CloudEvents.PREFIX + name);
            if (value instanceof String one) {
                attributes.put(name, one);
            } else if (value != null) {
                throw new Refusal(Problem.invalid("A header of the CloudEvent is there more than once."));
            }
        }
        return attributes;
    }

    private static List<byte[]> parts(Split split) {
        if (split instanceof NotEvents not) {
            throw new Refusal(Problem.notJson(not.reason()));
        }
        List<byte[]> parts = ((Bodies) split).bodies();
        // Written anew, a body may have grown beyond what was let in.
        if (parts.stream().anyMatch(part -> part.length > LARGEST)) {
            throw new Refusal(Problem.tooLarge());
        }
        return parts;
    }
}
