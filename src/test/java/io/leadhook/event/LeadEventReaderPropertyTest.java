package io.leadhook.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadhook.event.LeadEventReader.NotJson;
import io.leadhook.event.LeadEventReader.Readable;
import io.leadhook.event.LeadEventReader.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Positive;
import net.jqwik.api.constraints.Size;

/** What holds for every body that anybody can send. */
class LeadEventReaderPropertyTest {
    private static final SourceProfile PREFIXED = new SourceProfile(
            JsonPointer.compile("/x_event_id"),
            JsonPointer.compile("/x_event_type"),
            JsonPointer.compile("/x_timestamp"),
            JsonPointer.compile("/x_api_version"),
            null,
            null,
            JsonPointer.compile("/x_sequence"),
            JsonPointer.compile("/x_payload"),
            JsonPointer.compile("/x_payload/changes"),
            Map.of(),
            TypeFilter.ALL);

    private final LeadEventReader reader = new LeadEventReader();
    private final ObjectMapper other = new ObjectMapper();

    @Property(tries = 2_000)
    void no_bytes_bring_it_to_fail(@ForAll @Size(max = 300) byte[] body) {
        assertThatCode(() -> read(body)).doesNotThrowAnyException();
    }

    @Property(tries = 2_000)
    void an_event_with_any_byte_changed_is_read_or_refused_and_never_fails(
            @ForAll("events") ObjectNode event, @ForAll @Positive int where, @ForAll byte other) {
        byte[] body = event.toString().getBytes(StandardCharsets.UTF_8);
        body[where % body.length] = other;

        assertThatCode(() -> read(body)).doesNotThrowAnyException();
    }

    @Property(tries = 1_000)
    void what_is_read_is_the_same_event_however_it_was_written(@ForAll("events") ObjectNode event) throws IOException {
        LeadEvent plain = readable(event.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(readable(
                        other.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(event)))
                .isEqualTo(plain);
        assertThat(readable(other.writer()
                        .with(JsonGenerator.Feature.ESCAPE_NON_ASCII)
                        .writeValueAsBytes(reversed(event))))
                .isEqualTo(plain);
    }

    @Property(tries = 1_000)
    void the_canonical_form_is_the_same_event_again_and_stays_as_it_is(@ForAll("events") ObjectNode event) {
        // A sender with words of its own: so there is a canonical form that differs from what it sent.
        ObjectNode sent = JsonNodeFactory.instance.objectNode();
        event.properties().forEach(field -> sent.set("x_" + field.getKey(), field.getValue()));
        Readable first = (Readable) reader.read("any", PREFIXED, bytes(sent));
        byte[] canonical = Objects.requireNonNull(first.canonical());

        Readable again = (Readable) read(canonical);

        assertThat(again.event()).isEqualTo(first.event());
        assertThat(again.canonical()).as("it is canonical").isNull();
        assertThat(again.thin()).isEqualTo(first.thin());
    }

    @Property(tries = 1_000)
    void what_another_reader_finds_in_it_is_what_is_read(@ForAll("events") ObjectNode event) throws IOException {
        byte[] body = bytes(event);
        LeadEvent read = readable(body);
        JsonNode tree = other.readTree(body);

        assertThat(read.eventId()).isEqualTo(tree.at("/event_id").textValue());
        assertThat(read.type().value()).isEqualTo(tree.at("/event_type").textValue());
        assertThat(read.leadId()).isEqualTo(tree.at("/payload/lead/id").textValue());
    }

    @Property(tries = 1_000)
    void an_enriched_event_is_the_same_event_with_its_lead(
            @ForAll("events") ObjectNode event, @ForAll("values") String email) {
        ObjectNode thin = event.deepCopy();
        String leadId = thin.at("/payload/lead/id").textValue();
        thin.putObject("payload").put("lead_id", leadId);
        thin.put("event_type", "lead.updated");
        Readable before = (Readable) read(bytes(thin));
        ObjectNode lead = JsonNodeFactory.instance.objectNode().put("email", email);

        byte[] enriched = new Enrichment().apply(bytes(thin), bytes(lead), leadId);

        Readable after = (Readable) read(enriched);
        assertThat(before.thin()).isTrue();
        assertThat(after.thin()).isFalse();
        assertThat(after.event()).isEqualTo(before.event());
    }

    @Provide
    Arbitrary<ObjectNode> events() {
        Arbitrary<String> ids =
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(40);
        Arbitrary<String> types = Arbitraries.of("lead.created", "lead.updated", "task.done", "X");
        Arbitrary<Long> times = Arbitraries.longs().between(0, 253_402_300_799L);
        Arbitrary<Long> sequences = Arbitraries.longs().between(0, Long.MAX_VALUE);
        return Combinators.combine(ids, types, leadIds(), times, sequences, values())
                .as(LeadEventReaderPropertyTest::event);
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.strings().all().ofMaxLength(30).filter(text -> !hasHalfOfAPair(text));
    }

    private static Arbitrary<String> leadIds() {
        return Arbitraries.strings()
                .all()
                .ofMinLength(1)
                .ofMaxLength(40)
                .filter(id -> !id.isBlank()
                        && !hasHalfOfAPair(id)
                        && id.codePoints().noneMatch(Character::isISOControl)
                        && !id.equals(".")
                        && !id.equals(".."));
    }

    private static boolean hasHalfOfAPair(String text) {
        return text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    private static ObjectNode event(String id, String type, String lead, long second, long sequence, String value) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("event_id", id);
        event.put("event_type", type);
        event.put("timestamp", Instant.ofEpochSecond(second).toString());
        if (sequence > 0) {
            event.put("sequence", sequence);
        }
        event.putObject("payload").putObject("lead").put("id", lead).put("note", value);
        return event;
    }

    private static ObjectNode reversed(ObjectNode event) {
        ObjectNode reversed = JsonNodeFactory.instance.objectNode();
        event.properties().stream()
                .sorted((left, right) -> right.getKey().compareTo(left.getKey()))
                .forEach(field -> reversed.set(field.getKey(), field.getValue()));
        return reversed;
    }

    private LeadEvent readable(byte[] body) {
        Reading reading = read(body);
        assertThat(reading).isInstanceOf(Readable.class);
        return ((Readable) reading).event();
    }

    private Reading read(byte[] body) {
        Reading reading = reader.read("any", SourceProfile.CANONICAL, body);
        if (reading instanceof NotJson not) {
            assertThat(not.reason()).hasSizeLessThan(200);
        }
        return reading;
    }

    private static byte[] bytes(ObjectNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
