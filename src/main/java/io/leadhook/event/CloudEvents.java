package io.leadhook.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.leadhook.event.EventBodies.Bodies;
import io.leadhook.event.EventBodies.NotEvents;
import io.leadhook.event.EventBodies.Split;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** CloudEvents 1.0 in binary mode, where the attributes are headers and the body is the data alone. Thread-safe. */
public final class CloudEvents {
    /** What the header of an attribute begins with. */
    public static final String PREFIX = "ce-";

    /** The attributes that are looked at, in lower case. */
    public static final List<String> ATTRIBUTES =
            List.of("specversion", "id", "type", "source", "time", "subject", "dataschema");

    private final StrictJson json = new StrictJson();

    /**
     * The same event in structured form, so that there is one form to store and to read.
     *
     * @param attributes name → value as in the headers
     */
    public Split structured(Map<String, String> attributes, byte[] data) {
        try {
            ObjectNode event = JsonNodeFactory.instance.objectNode();
            for (String name : ATTRIBUTES) {
                String value = attributes.get(name);
                if (value != null) {
                    event.put(name, decoded(value));
                }
            }
            event.set("data", read(data));
            return new Bodies(List.of(json.write(event)));
        } catch (NotJsonException e) {
            return new NotEvents(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new NotEvents("a header of the CloudEvent is not percent-encoded UTF-8");
        }
    }

    // As it is if it cannot be read: so it can be kept, and whoever reads the event will find that again.
    private JsonNode read(byte[] data) throws NotJsonException {
        try {
            return json.readAny(data);
        } catch (UnreadableException e) {
            return JsonNodeFactory.instance.rawValueNode(new RawValue(StrictJson.text(data)));
        }
    }

    // A plus sign is a plus sign here, and times have one.
    private static String decoded(String value) {
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
