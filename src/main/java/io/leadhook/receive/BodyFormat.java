package io.leadhook.receive;

/** How many events a source's body holds, and where their attributes are. */
enum BodyFormat {
    /** One event, one object. */
    JSON("json"),
    /** One event, or an array of them. */
    JSON_ARRAY("json-array"),
    /** CloudEvents 1.0 over HTTP: structured, binary, or a batch. */
    CLOUDEVENTS("cloudevents");

    private final String configured;

    BodyFormat(String configured) {
        this.configured = configured;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    static BodyFormat named(String name) {
        for (BodyFormat format : values()) {
            if (format.configured.equals(name)) {
                return format;
            }
        }
        throw new IllegalArgumentException("format is '" + name + "'; set it to json, json-array or cloudevents");
    }
}
