package io.leadhook.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.leadhook.event.LeadEventReader.NotJson;
import io.leadhook.event.LeadEventReader.Readable;
import io.leadhook.event.LeadEventReader.Reading;
import io.leadhook.event.LeadEventReader.Unreadable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeadEventReaderTest {
    private final LeadEventReader reader = new LeadEventReader();

    @Test
    void a_canonical_event_is_read_and_left_as_it_is() {
        Readable readable = readable("""
                {"event_id":"evt_7","event_type":"lead.updated","timestamp":"2026-11-23T11:00:00.5+01:00",
                 "api_version":"2026-01-01","sequence":7,
                 "payload":{"lead":{"id":"lead_42"},"changes":{}}}""");

        assertThat(readable.event())
                .isEqualTo(new LeadEvent(
                        "leads",
                        "evt_7",
                        EventType.UPDATED,
                        "lead_42",
                        null,
                        Instant.parse("2026-11-23T10:00:00.5Z"),
                        7L,
                        "2026-01-01"));
        assertThat(readable.canonical()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lead.created|{\"lead\":{\"id\":\"a\"},\"lead_id\":\"b\"}|a",
                "lead.created|{\"lead_id\":\"b\"}|b",
                "lead.updated|{\"lead\":{\"id\":17}}|17",
                "lead.deleted|{\"lead\":{\"id\":\"a\"},\"lead_id\":\"b\"}|b",
                "lead.deleted|{\"lead\":{\"id\":\"a\"}}|a",
                "lead.scored|{\"lead_id\":98765432109876543210}|98765432109876543210",
                "lead.called|{\"lead_id\":\"b\"}|b",
                "lead.called|{\"lead\":{\"id\":\"a\"}}|a"
            })
    void each_type_has_its_lead_id_in_its_place(String type, String payload, String leadId) {
        assertThat(readable(event(type, payload)).event().leadId()).isEqualTo(leadId);
    }

    @Test
    void a_merge_concerns_the_lead_that_remains_and_the_one_that_goes() {
        LeadEvent event = readable(event("lead.merged", "{\"source_lead_id\":\"s\",\"target_lead_id\":\"t\"}"))
                .event();

        assertThat(event.leadId()).isEqualTo("t");
        assertThat(event.relatedLeadId()).isEqualTo("s");
        assertThat(unreadable(event("lead.merged", "{\"source_lead_id\":\"s\",\"target_lead_id\":\"s\"}"))
                        .reason())
                .isEqualTo("the lead is merged into itself");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"  \"",
                "\".\"",
                "\"..\"",
                "\"a\\u0000\"",
                "\"a\\nb\"",
                "\"\\ud800\"",
                "\"a\\udc00b\"",
                "1.5",
                "true",
                "{}",
                "[]",
                "null",
                "\"LONG\""
            })
    void a_lead_id_that_could_do_harm_is_not_taken(String id) {
        String value = id.replace("LONG", "x".repeat(256));

        Unreadable unreadable = unreadable(event("lead.created", "{\"lead\":{\"id\":" + value + "}}"));

        assertThat(unreadable.reason()).contains("/payload/lead");
        assertThat(unreadable.reason()).doesNotContain("xxx");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-23T10:00:00Z|2026-11-23T10:00:00Z",
                "1700000000|2023-11-14T22:13:20Z",
                "1700000000123|2023-11-14T22:13:20.123Z",
                "1970-01-01T00:00:00Z|1970-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z|9999-12-31T23:59:59Z"
            })
    void times_are_iso_or_unix(String text, Instant expected) {
        String body = event("lead.created", "{\"lead_id\":\"a\"}").replace("2026-11-23T10:00:00Z", text);

        assertThat(readable(body).event().timestamp()).isEqualTo(expected);
        if (text.matches("\\d+")) {
            assertThat(readable(body.replace("\"" + text + "\"", text)).event().timestamp())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "2026-02-30T00:00:00Z",
                "2026-11-23T10:00:00",
                "2026-11-23",
                "yesterday",
                "-1",
                ""
            })
    void other_times_are_not_read(String text) {
        String body = event("lead.created", "{\"lead_id\":\"a\"}").replace("2026-11-23T10:00:00Z", text);

        assertThat(unreadable(body).reason()).contains("/timestamp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"a b\"",
                "\"a\\r\\nb\"",
                "\"é\"",
                "true",
                "{}",
                "\"LONG\"",
            })
    void an_event_id_is_visible_ascii(String id) {
        String body =
                event("lead.created", "{\"lead_id\":\"a\"}").replace("\"evt_1\"", id.replace("LONG", "x".repeat(201)));

        assertThat(unreadable(body).reason()).contains("/event_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lead.created\\r\\nX", "${bean:x}", "{{env:HOME}}", "../../x", ""})
    void a_type_is_a_name(String type) {
        Unreadable unreadable = unreadable(event(type, "{\"lead_id\":\"a\"}"));

        assertThat(unreadable.reason()).contains("/event_type").doesNotContain("HOME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "\"7\"", "99999999999999999999", "true"})
    void a_sequence_is_a_whole_number_from_1(String sequence) {
        String body = event("lead.created", "{\"lead_id\":\"a\"}");

        assertThat(unreadable("{\"sequence\":" + sequence + "," + body.substring(1))
                        .reason())
                .contains("/sequence");
    }

    @Test
    void an_event_without_an_id_is_known_by_its_content() throws Exception {
        String body = event("lead.created", "{\"lead_id\":\"a\"}").replace("\"evt_1\"", "null");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(("leads\n" + body).getBytes(StandardCharsets.UTF_8));

        Readable readable = readable(body);

        assertThat(readable.event().eventId()).isEqualTo(HexFormat.of().formatHex(hash));
        assertThat(text(readable.canonical()))
                .contains("\"event_id\":\"" + HexFormat.of().formatHex(hash) + "\"");
    }

    @Test
    void an_unreadable_body_has_an_id_made_of_its_content() {
        assertThat(unreadable("{\"a\":1}").eventId()).matches("[0-9a-f]{64}");
        assertThat(unreadable("{\"a\":1}").eventId())
                .isEqualTo(unreadable("{\"a\":1}").eventId())
                .isNotEqualTo(unreadable("{\"a\":2}").eventId());
    }

    @Test
    void the_shape_of_another_sender_is_put_into_the_canonical_one() {
        SourceProfile crm = new SourceProfile(
                JsonPointer.compile("/event/id"),
                JsonPointer.compile("/event/action"),
                JsonPointer.compile("/event/at"),
                JsonPointer.compile("/version"),
                JsonPointer.compile("/event/data/key"),
                null,
                JsonPointer.compile("/no"),
                JsonPointer.compile("/event/data"),
                JsonPointer.compile("/event/diff"),
                Map.of("updated", "lead.updated"),
                TypeFilter.ALL);

        Reading reading = read(crm, """
                {"event":{"id":9,"action":"updated","at":1700000000,"data":{"key":"k1","price":1.10,"half":"\\ud83d"},
                 "diff":{"price":{"old":1,"new":1.10}}},"no":3}""");

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Readable.class,
                        readable -> assertThat(text(readable.canonical()))
                                .isEqualTo("{\"event_id\":\"9\",\"event_type\":\"lead.updated\","
                                        + "\"timestamp\":\"2023-11-14T22:13:20Z\",\"sequence\":3,\"payload\":{\"lead\":"
                                        + "{\"key\":\"k1\",\"price\":1.10,\"half\":\"\\uD83D\",\"id\":\"k1\"},"
                                        + "\"changes\":{\"price\":{\"old\":1,\"new\":1.10}}}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{\"a\":1,\"a\":1}", "{} {}", "{\"a\":1e99999999999999999999}1"})
    void what_is_not_one_object_is_not_json_to_us(String body) {
        assertThat(read(SourceProfile.CANONICAL, body)).isInstanceOf(NotJson.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\":DIGITS9",
                "\"a\":-DIGITS9",
                "\"a\":0.DIGITS9",
                "\"a\":1e99999999999",
                "\"a\":[{\"b\":-1.5E-99999999999}]",
                "\"NAMEn\":1",
                "\"a\":{\"NAMEn\":[]}"
            })
    void numbers_and_names_beyond_our_limits_are_kept_if_they_are_in_one_object(String field) {
        String longer = longer(field);

        assertThat(unreadable("{" + longer + "}").reason())
                .isEqualTo(
                        "the body has a number of more than 100 digits, an exponent of more than 32 bits, or a name of"
                                + " more than 1000 characters");
        for (String body : new String[] {
            "{" + longer,
            "{" + longer + "}}",
            "{" + longer + ",\"x\":1,\"x\":1}",
            "{" + longer + ",\"x\":01}",
            "{" + longer + ",\"x\":" + "[".repeat(100) + "]".repeat(100) + "}",
            "[{" + longer + "}]",
            "{} {" + longer + "}"
        }) {
            assertThat(read(SourceProfile.CANONICAL, body)).as(body).isInstanceOf(NotJson.class);
        }
    }

    @Test
    void numbers_and_names_within_our_limits_are_read() {
        String lead = "{\"id\":\"a\",\"n\":" + "9".repeat(100) + ",\"" + "n".repeat(1_000) + "\":1e999999999}";

        assertThat(readable(event("lead.created", "{\"lead\":" + lead + "}")).canonical())
                .isNull();
    }

    private static String longer(String text) {
        return text.replace("DIGITS9", "9".repeat(101)).replace("NAMEn", "n".repeat(1_001));
    }

    @Test
    void no_mutation_of_a_body_makes_the_reader_throw() {
        byte[] body = event("lead.updated", "{\"lead\":{\"id\":\"ä€\\ud83d\\ude00\",\"n\":-1.5e3},\"changes\":null}")
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(4711);
        for (int i = 0; i < 50_000; i++) {
            byte[] mutated = body.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }

            assertThat(reader.read("leads", SourceProfile.CANONICAL, mutated)).isNotNull();
        }
    }

    private static String event(String type, String payload) {
        return "{\"event_id\":\"evt_1\",\"event_type\":\"" + type
                + "\",\"timestamp\":\"2026-11-23T10:00:00Z\",\"payload\":" + payload + "}";
    }

    private Readable readable(String body) {
        Reading reading = read(SourceProfile.CANONICAL, body);
        assertThat(reading).isInstanceOf(Readable.class);
        return (Readable) reading;
    }

    private Unreadable unreadable(String body) {
        Reading reading = read(SourceProfile.CANONICAL, body);
        assertThat(reading).isInstanceOf(Unreadable.class);
        return (Unreadable) reading;
    }

    private Reading read(SourceProfile profile, String body) {
        return reader.read("leads", profile, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
