package io.leadhook.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leadhook.testing.Rows;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, page by page and call by call. */
class RolesTest extends ConsoleTest {
    private static final String PERSONAL =
            "{\"payload\":{\"lead\":{\"id\":\"lead_1\",\"email\":\"ada@example.com\",\"firstName\":\"Ada\","
                    + "\"note\":\"call +49 170 1234567 or ada@example.com\",\"score\":1.10},"
                    + "\"changes\":{\"email\":{\"old\":\"old@example.com\",\"new\":\"ada@example.com\"}}}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/events",
                "/events/1",
                "/leads?lead_id=lead_1",
                "/dead-letters",
                "/dead-letters/list?destination=crm",
                "/destinations",
                "/destinations/crm",
                "/routes",
                "/audit",
                "/alerts",
                "/reports?date=2026-11-23",
                "/replays",
                "/api/alerts",
                "/api/reports/daily?date=2026-11-23",
                "/api/replays",
                "/reconciliation",
                "/api/events",
                "/api/overview",
                "/openapi/admin.yaml",
            })
    void a_viewer_sees_every_page_and_no_personal_data(String path) {
        dead();

        Api.Answer answer =
                api.send(as("viewer", path).header("Accept", "text/html,*/*").GET());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("example.com", "+49 170").doesNotContain("firstName\":\"Ada");
    }

    @Test
    void what_is_masked_keeps_its_shape_and_its_numbers() {
        dead();

        String body = api.send(as("viewer", "/api/events/1").GET()).body();

        assertThat(body).contains("\"score\":1.10").contains("call ••• or •••").contains("\"email\":{\"old\":\"•••\"");
        assertThat(api.get("/api/events/1").body()).contains("ada@example.com");
        assertThat(api.send(as("operator", "/api/events/1").GET()).body()).contains("ada@example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/destinations/crm/pause, operator",
        "/api/dead-letters/11/replay, operator",
        "/api/deliveries/11/retry, operator",
        "/api/test-events, operator",
        "/api/replays/1/cancel, operator",
        "/replays/1/cancel, operator",
        "/destinations/crm/pause, operator",
        "/dead-letters/replay, operator",
        "/api/sources/reload, admin",
        "/api/routes/nosuch/stop, admin",
        "/routes/check, admin",
    })
    void a_deed_needs_its_role(String path, String least) {
        dead();

        assertThat(post("viewer", path).status()).isEqualTo(403);
        assertThat(post("viewer", path).isProblem(403)).isTrue();
        if (least.equals("admin")) {
            assertThat(post("operator", path).isProblem(403)).isTrue();
        } else {
            assertThat(post("operator", path).status()).isNotEqualTo(403);
        }
        assertThat(rows.state(11)).isNotEqualTo("discarded");
    }

    @Test
    void whoever_looks_at_a_raw_body_is_written_down_and_a_viewer_may_not() {
        dead();

        assertThat(api.send(as("viewer", "/events/1/raw").GET()).status()).isEqualTo(403);
        Api.Answer answer = api.send(as("operator", "/events/1/raw").GET());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(audit()).isEqualTo("operator-1 view raw body event 1");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/events, 200",
        "/events, 200",
        "/actuator/prometheus, 200",
        "/api/nosuch, 404",
        "/events/1/raw, 403"
    })
    void a_head_is_answered_as_a_get(String path, int status) {
        dead();

        Api.Answer get = api.send(as("viewer", path).GET());
        Api.Answer head = api.send(as("viewer", path).method("HEAD", BodyPublishers.noBody()));

        assertThat(get.status()).isEqualTo(status);
        assertThat(head.status()).isEqualTo(status);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void reading_an_address_that_changes_things_changes_nothing() {
        dead();

        assertThat(api.get("/destinations/crm/pause").status()).isEqualTo(405);
        assertThat(api.get("/deliveries/11/retry").status()).isEqualTo(405);
        assertThat(rows.state(11)).isEqualTo("dead");
    }

    @ParameterizedTest
    @CsvSource({
        "'', operator, password is empty",
        "changeme, operator, anybody would try first",
        "eve, operator, anybody would try first",
        "s3same open, root, 'must be one of viewer, operator, admin'",
        "s3same open, , role is missing",
        ", operator, password is missing",
    })
    void a_user_that_cannot_be_meant_stops_the_start(@Nullable String password, @Nullable String role, String said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UsersProperties(Map.of("eve", new UsersProperties.User(password, role))))
                .withMessageContaining("leadhook.users.eve.")
                .withMessageContaining(said);
    }

    private void dead() {
        rows.alert("backlog crm", "crm waits", Rows.RECEIVED);
        jdbc.sql("update alert set send_error = 'ada@example.com has no mailbox'")
                .update();
        rows.event(1, "lead.updated", "lead_1");
        rows.delivery(11, 1, "crm", "dead");
        rows.set(11, "last_error = 'HTTP 422: {\"error\":\"ada@example.com is taken\"}'");
        rows.attempt(11, 1, Rows.RECEIVED, 7, "HTTP 422: ada@example.com is taken");
        jdbc.sql("update event set raw_body = :body where id = 1")
                .param("body", PERSONAL.getBytes(StandardCharsets.UTF_8))
                .update();
    }

    private Api.Answer post(String role, String path) {
        return api.send(as(role, path)
                .header(
                        "Content-Type",
                        path.startsWith("/api") ? "application/json" : "application/x-www-form-urlencoded")
                .POST(
                        path.equals("/api/test-events")
                                ? BodyPublishers.ofString("{\"event_type\":\"lead.created\"}")
                                : BodyPublishers.noBody()));
    }

    private HttpRequest.Builder as(String role, String path) {
        return api.anonymous(path).header("Authorization", Api.basic(role + "-1", Api.PASSWORD));
    }
}
