package io.leadhook.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecurityTest extends ConsoleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/events",
                "/api/dead-letters",
                "/api/destinations",
                "/api/reconciliation",
                "/api/nosuch",
                "/actuator",
                "/actuator/prometheus",
                "/actuator/env",
                "/error"
            })
    void nothing_answers_without_credentials(String path) {
        Api.Answer answer = api.send(api.anonymous(path).GET());

        assertThat(answer.isProblem(401)).as(answer.body()).isTrue();
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
        assertThat(answer.header("Set-Cookie")).isNull();
    }

    @Test
    void a_change_without_credentials_is_401_too() {
        Api.Answer answer = api.send(api.anonymous("/api/dead-letters/1/replay").POST(BodyPublishers.noBody()));

        assertThat(answer.isProblem(401)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness"})
    void the_health_is_open_and_tells_no_details(String path) {
        Api.Answer answer = api.send(api.anonymous(path).GET());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status").asText()).isEqualTo("UP");
        assertThat(answer.json().has("components")).isFalse();
    }

    @Test
    void the_readiness_asks_the_store() {
        Api.Answer answer = api.get("/actuator/health/readiness");

        assertThat(answer.json().path("components").path("store").path("status").asText())
                .isEqualTo("UP");
    }

    @Test
    void a_wrong_password_and_an_unknown_user_read_the_same() {
        Api.Answer wrong = api.send(api.anonymous("/api/events")
                .header("Authorization", Api.basic(Api.USER, "wrong"))
                .GET());
        Api.Answer unknown = api.send(api.anonymous("/api/events")
                .header("Authorization", Api.basic("root", Api.PASSWORD))
                .GET());

        assertThat(wrong.isProblem(401)).isTrue();
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void a_program_needs_no_token_and_gets_no_session() {
        Api.Answer answer = api.post("/api/destinations/crm/pause");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Set-Cookie")).isNull();
    }

    @Test
    void a_forged_request_of_a_browser_that_knows_the_password_is_refused() {
        Api.Answer answer = api.send(api.request("/api/destinations/crm/pause")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.noBody()));

        assertThat(answer.isProblem(403)).isTrue();
        assertThat(crm.state().name()).isEqualTo("RUNNING");
    }

    @Test
    void a_browser_session_needs_its_token_for_changes() {
        Api.Answer login = logIn();
        String session = cookie(login);

        Api.Answer read =
                api.send(api.anonymous("/api/events").header("Cookie", session).GET());
        Api.Answer forged = api.send(api.anonymous("/api/destinations/crm/pause")
                .header("Cookie", session)
                .POST(BodyPublishers.noBody()));
        Api.Answer forgedWithPassword = api.send(api.request("/api/destinations/crm/pause")
                .header("Cookie", session)
                .POST(BodyPublishers.noBody()));

        assertThat(login.status()).isEqualTo(302);
        assertThat(login.header("Location")).doesNotContain("error");
        assertThat(read.status()).isEqualTo(200);
        assertThat(forged.isProblem(403)).isTrue();
        assertThat(forgedWithPassword.isProblem(403)).isTrue();
    }

    @Test
    void the_session_cookie_is_for_this_site_alone_and_out_of_reach_of_scripts() {
        Api.Answer page = api.send(api.anonymous("/login").GET());

        assertThat(page.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Strict");
    }

    @Test
    void a_browser_is_led_to_the_login_form() {
        Api.Answer answer =
                api.send(api.anonymous("/").header("Accept", "text/html").GET());

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).endsWith("/login");
    }

    @Test
    void answers_forbid_what_they_do_not_need() {
        Api.Answer answer = api.get("/api/events");

        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Server")).isNull();
    }

    @Test
    void what_cannot_be_done_is_a_problem_without_a_stack_trace() {
        assertThat(api.get("/api/nosuch").isProblem(404)).isTrue();
        assertThat(api.get("/actuator/env").isProblem(404)).isTrue();
        assertThat(api.get("/api/dead-letters/1/replay").isProblem(405)).isTrue();
        assertThat(api.get("/api/events/%00").status()).isIn(400, 404);
        assertThat(api.send(api.request("/api/dead-letters/replay")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("{}")))
                        .isProblem(415))
                .isTrue();
    }

    @Test
    @Order(Integer.MAX_VALUE) // after it this address is held off for a minute
    void a_program_that_knows_the_password_still_passes_while_guessers_are_held_off() {
        assertThat(api.get("/api/events").status()).isEqualTo(200);

        for (int i = 0; i < 10; i++) {
            api.send(api.anonymous("/api/events")
                    .header("Authorization", Api.basic(Api.USER, "guess " + i))
                    .GET());
        }
        Api.Answer eleventh = api.send(api.anonymous("/api/events")
                .header("Authorization", Api.basic(Api.USER, "guess 11"))
                .GET());

        assertThat(eleventh.isProblem(429)).as(eleventh.body()).isTrue();
        assertThat(eleventh.header("Retry-After")).isEqualTo("60");
        assertThat(api.get("/api/events").status()).isEqualTo(200);
    }

    private Api.Answer logIn() {
        Api.Answer form =
                api.send(api.anonymous("/login").header("Accept", "text/html").GET());
        Matcher token = Pattern.compile("name=\"_csrf\" type=\"hidden\" value=\"([^\"]+)\"")
                .matcher(form.body());
        assertThat(token.find()).as(form.body()).isTrue();
        String body = "username=admin&password=" + Api.PASSWORD.replace(' ', '+') + "&_csrf=" + token.group(1);
        return api.send(api.anonymous("/login")
                .header("Cookie", cookie(form))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String cookie(Api.Answer answer) {
        List<String> cookies = answer.response().headers().allValues("Set-Cookie");
        assertThat(cookies).isNotEmpty();
        return cookies.get(0).split(";", 2)[0];
    }
}
