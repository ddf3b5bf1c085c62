package io.leadhook.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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

    @ParameterizedTest
    @ValueSource(strings = {"/api/events", "/api/nosuch", "/actuator/prometheus", "/actuator/env"})
    void a_program_that_happens_to_take_html_is_not_led_to_the_login_form(String path) {
        Api.Answer answer = api.send(api.anonymous(path)
                .header("Accept", "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2")
                .GET());

        assertThat(answer.isProblem(401)).as(answer.body()).isTrue();
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
        assertThat(answer.header("Set-Cookie")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/jolokia", "/actuator/jolokia/version", "/actuator/hawtio", "/actuator/env"})
    void what_shows_the_inside_is_off(String path) {
        assertThat(api.get(path).isProblem(404)).as(path).isTrue();
    }

    @Test
    void a_change_without_credentials_is_401_too() {
        Api.Answer answer = api.send(api.anonymous("/api/dead-letters/1/replay").POST(BodyPublishers.noBody()));

        assertThat(answer.isProblem(401)).isTrue();
    }

    @Test
    void a_program_that_keeps_the_cookie_of_its_refusal_is_a_program_still() {
        Api.Answer change = api.send(api.request("/api/destinations/crm/resume")
                .header("Cookie", "JSESSIONID=" + "0".repeat(32))
                .POST(BodyPublishers.noBody()));

        assertThat(change.status()).as(change.body()).isLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Digest username=\"admin\"", "Basic", ""})
    void credentials_of_another_kind_are_none(String credentials) {
        Api.Answer read = api.send(api.anonymous("/api/destinations")
                .header("Authorization", credentials)
                .GET());
        Api.Answer change = api.send(api.anonymous("/api/destinations/crm/pause")
                .header("Authorization", credentials)
                .POST(BodyPublishers.noBody()));

        assertThat(read.isProblem(401)).isTrue();
        assertThat(change.isProblem(401)).as(change.body()).isTrue();
        assertThat(change.header("WWW-Authenticate")).startsWith("Basic ");
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

    @ParameterizedTest
    @ValueSource(strings = {"/", "/events/1", "/actuator/hawtio/"})
    void a_browser_is_led_to_the_login_form(String page) {
        Api.Answer answer =
                api.send(api.anonymous(page).header("Accept", "text/html").GET());

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

    @Test
    void ten_wrong_passwords_of_one_address_are_compared_and_no_more() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            statuses.add(guessFrom("127.0.0.42", i, ""));
        }

        assertThat(statuses).isEqualTo(List.of(401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 429, 429));
    }

    @Test
    void a_header_that_names_another_address_buys_no_further_guesses() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            statuses.add(guessFrom("127.0.0.43", i, "X-Forwarded-For: 203.0.113." + i + "\r\n"));
        }

        assertThat(statuses).endsWith(401, 429, 429);
    }

    @Test
    void the_session_is_another_one_after_the_login_and_none_after_the_logout() {
        Api.Answer form =
                api.send(api.anonymous("/login").header("Accept", "text/html").GET());
        Api.Answer login = logIn(form);
        String session = cookie(login);
        Api.Answer page = api.send(api.anonymous("/").header("Cookie", session).GET());
        api.send(api.anonymous("/logout")
                .header("Cookie", session)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("_csrf=" + token(page))));

        assertThat(session).isNotEqualTo(cookie(form));
        assertThat(api.send(api.anonymous("/api/events")
                                .header("Cookie", cookie(form))
                                .GET())
                        .status())
                .isEqualTo(401);
        assertThat(page.status()).isEqualTo(200);
        assertThat(api.send(api.anonymous("/api/events")
                                .header("Cookie", session)
                                .GET())
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env",
                "heapdump",
                "threaddump",
                "loggers",
                "configprops",
                "beans",
                "mappings",
                "shutdown",
                "scheduledtasks",
                "camelroutes",
                "jolokia",
                "metrics"
            })
    void what_shows_the_inside_of_the_process_is_not_there(String endpoint) {
        assertThat(api.get("/actuator/" + endpoint).isProblem(404)).isTrue();
        assertThat(api.post("/actuator/" + endpoint).isProblem(404)).isTrue();
        assertThat(api.get("/" + endpoint).isProblem(404)).isTrue();
    }

    @Test
    void other_sites_get_no_leave_and_a_host_header_gets_nowhere() throws Exception {
        Api.Answer preflight = api.send(api.request("/api/events")
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
        Api.Answer traced = api.send(api.request("/api/events").method("TRACE", BodyPublishers.noBody()));
        String page =
                raw("GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nAccept: text/html\r\n");
        String deed = raw("POST /destinations/crm/pause HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n");
        String links = raw("GET /actuator HTTP/1.1\r\nHost: evil.example\r\n");

        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isNull();
        assertThat(traced.status()).isEqualTo(400);
        assertThat(page).contains("200").doesNotContain("evil.example");
        assertThat(deed).contains("302", "Location: /destinations/crm\r\n").doesNotContain("evil.example");
        assertThat(links).contains("404").doesNotContain("evil.example");
    }

    @Test
    void what_the_server_refuses_by_itself_is_a_problem_too() throws Exception {
        assertThat(raw("GET /api/events/%2e%2e%2f HTTP/1.1\r\nHost: x\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "\"title\":\"Bad Request\"")
                .doesNotContain("Tomcat", "<html");
    }

    @Test
    void a_page_whose_query_is_no_uri_is_no_page_to_come_back_to() throws Exception {
        String refused = exchange(null, "GET /events?lead_id=100% HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n");
        Matcher session = Pattern.compile("Set-Cookie: ([^;]+);").matcher(refused);
        assertThat(session.find()).as(refused).isTrue();

        Api.Answer login = logIn(
                session.group(1),
                api.send(api.anonymous("/login")
                        .header("Accept", "text/html")
                        .header("Cookie", session.group(1))
                        .GET()));

        assertThat(login.status()).as(login.body()).isEqualTo(302);
        assertThat(login.header("Location")).isEqualTo("/");
    }

    /** Sends a head as it stands, as the administrator. */
    private String raw(String head) throws IOException {
        return exchange(null, head + "Authorization: " + Api.basic(Api.USER, Api.PASSWORD) + "\r\n");
    }

    private int guessFrom(String address, int guess, String header) throws IOException {
        String answer = exchange(
                InetAddress.getByName(address),
                "GET /api/events HTTP/1.1\r\nHost: x\r\n" + header + "Authorization: "
                        + Api.basic("root", "guess" + guess) + "\r\n");
        return Integer.parseInt(answer.substring(9, 12));
    }

    private String exchange(@Nullable InetAddress from, String head) throws IOException {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        try (Socket socket = from == null ? new Socket(here, port) : new Socket(here, port, from, 0)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Api.Answer logIn() {
        return logIn(
                api.send(api.anonymous("/login").header("Accept", "text/html").GET()));
    }

    private Api.Answer logIn(Api.Answer form) {
        return logIn(cookie(form), form);
    }

    private Api.Answer logIn(String session, Api.Answer form) {
        String body = "username=admin&password=" + Api.PASSWORD.replace(' ', '+') + "&_csrf=" + token(form);
        return api.send(api.anonymous("/login")
                .header("Cookie", session)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String token(Api.Answer page) {
        Matcher token =
                Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"").matcher(page.body());
        assertThat(token.find()).as(page.body()).isTrue();
        return token.group(1);
    }

    private static String cookie(Api.Answer answer) {
        List<String> cookies = answer.response().headers().allValues("Set-Cookie");
        assertThat(cookies).isNotEmpty();
        return cookies.get(0).split(";", 2)[0];
    }
}
