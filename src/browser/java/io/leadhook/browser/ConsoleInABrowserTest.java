package io.leadhook.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.leadhook.browser.Browser.Look;
import io.leadhook.testing.SentEvent;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do, in a real browser against a real hub. Each test has leads of its own. */
class ConsoleInABrowserTest {
    /** A live list looks every five seconds. */
    private static final int MORE_THAN_A_LOOK_MS = 7_000;

    @TempDir
    static Path data;

    private static Scene scene;
    private static Browser browser;

    @BeforeAll
    static void open() {
        scene = new Scene(data);
        browser = new Browser(scene.hub.adminUrl());
    }

    @AfterAll
    static void close() {
        browser.close();
        scene.close();
    }

    @AfterEach
    void no_page_complains() {
        assertThat(browser.complaints()).isEmpty();
        browser.closeWindows();
    }

    @Test
    void from_a_lead_that_is_wrong_in_the_crm_to_its_replay_in_two_steps() {
        SentEvent event = SentEvent.created("lead_4200", 1);
        scene.refuse("lead_4200").post(event).awaitState(event, "crm", "dead");
        Page page = operator();

        page.getByLabel("Find a lead or an event by its id").fill("lead_4200");
        page.keyboard().press("Enter");
        assertThat(page.locator(".at-stuck")).containsText("HTTP 422");
        scene.mend();
        button(page, "Replay to crm").click();

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("On its way");
        assertThat(page.locator(".standings li").first()).containsText("up to date");
        assertThat(scene.hub.api().delivery(event.eventId(), "crm").path("state").asText())
                .isEqualTo("delivered");
        assertThat(page.url()).endsWith("/leads?lead_id=lead_4200");
    }

    @Test
    void a_failed_attempt_shows_its_answer_and_the_next_try_and_can_be_made_now() {
        SentEvent event = SentEvent.created("lead_7700", 1);
        scene.putOff("lead_7700").post(event).awaitState(event, "crm", "retrying");
        Page page = operator();

        page.navigate("/events?lead_id=lead_7700");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("lead.created")).click();
        Locator crm = page.locator(".timeline").filter(new Locator.FilterOptions().setHasText("crm"));
        assertThat(crm).containsText("503");
        assertThat(crm).containsText("HTTP 503");
        assertThat(crm.locator(".is-next")).containsText(Pattern.compile("in \\d+ s"));
        scene.mend();
        button(page, "Retry now: crm").click();

        assertThat(crm.locator(".steps .is-delivered")).containsText("Attempt 2");
        assertThat(page.locator("h1")).containsText("delivered");
    }

    @Test
    void all_dead_letters_of_one_cause_are_counted_then_replayed_at_a_rate_with_progress() {
        for (int i = 0; i < 6; i++) {
            SentEvent event = SentEvent.created("lead_55" + i, 1);
            scene.refuse("lead_55" + i).post(event).awaitState(event, "crm", "dead");
        }
        scene.mend();
        Page page = operator();

        page.navigate("/dead-letters?destination=crm");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Replay HTTP 422")))
                .click();
        String count = page.locator("h1").textContent().replaceAll("\\D", "");
        assertThat(Integer.parseInt(count)).isGreaterThanOrEqualTo(6);
        page.getByLabel("At most so many per second").fill("3");
        button(page, "Replay " + count).click();

        page.waitForURL(Pattern.compile(".*/replays/\\d+"));
        assertThat(page.locator("h1")).containsText("done");
        assertThat(page.locator("#content")).containsText(count + " of " + count + " looked at");
        scene.awaitState(SentEvent.created("lead_555", 1), "crm", "delivered");
    }

    @Test
    void some_dead_letters_are_chosen_and_discarded_with_a_reason() {
        SentEvent event = SentEvent.created("lead_6600", 1);
        scene.refuse("lead_6600").post(event).awaitState(event, "crm", "dead");
        Page page = operator();

        page.navigate("/dead-letters/list?destination=crm&lead_id=lead_6600");
        page.getByLabel("Select evt-lead_6600-1").check();
        button(page, "Discard selected…").click();
        page.getByLabel("Why are they not needed any more?").fill("a test lead");
        button(page, "Discard 1").click();

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("1 dead letter is discarded: a test lead");
        page.navigate("/audit");
        assertThat(page.locator("tbody tr").first()).containsText("a test lead");
        assertThat(page.locator("tbody tr").first()).containsText(Scene.OPERATOR);
    }

    @Test
    void a_destination_is_paused_and_resumed() {
        Page page = operator();
        page.navigate("/destinations");

        button(page, "Pause scoring").click();
        assertThat(page.locator("h1")).containsText("paused");
        assertThat(scene.hub.api().destination("scoring").path("state").asText()).isEqualTo("paused");
        button(page, "Resume scoring").click();

        assertThat(page.locator("h1")).containsText("running");
        assertThat(scene.hub.api().destination("scoring").path("state").asText()).isEqualTo("running");
    }

    @Test
    void a_viewer_sees_no_buttons_and_no_personal_data_and_may_not_post() {
        SentEvent event = SentEvent.updated("lead_8800", 1);
        scene.refuse("lead_8800").post(event).awaitState(event, "crm", "dead");
        Page page = browser.logIn(Look.LIGHT, Scene.VIEWER, Scene.PASSWORD);

        page.navigate("/find?q=" + event.eventId());
        assertThat(page.locator(".body")).containsText("\"email\": \"•••\"");
        assertThat(page.content()).doesNotContain("ada1@example.com");
        assertThat(page.locator("main button")).hasCount(0);
        assertThat(status(page, "/destinations/crm/pause")).isEqualTo(403);
        Response raw = page.navigate(page.url() + "/raw");

        assertThat(raw.status()).isEqualTo(403);
        assertThat(page.locator("h1")).containsText("Not allowed");
        assertThat(scene.hub.api().destination("crm").path("state").asText()).isEqualTo("running");
    }

    @Test
    void a_hostile_payload_stays_text_wherever_it_is_shown() {
        String lead = Scene.HOSTILE;
        SentEvent event = SentEvent.created("lead_9900", 1);
        SentEvent hostile = new SentEvent(
                event.eventId(),
                event.type(),
                lead,
                1,
                event.body().replace("\"id\":\"lead_9900\"", "\"id\":\"lead_9900\",\"company\":\"" + lead + "\""));
        scene.refuse("lead_9900").post(hostile).awaitState(event, "crm", "dead");
        Page page = operator();

        page.navigate("/find?q=" + event.eventId());
        assertThat(page.locator(".body")).containsText("<script>alert(1)</script>");
        assertThat(page.locator("main script, main img")).hasCount(0);
        page.locator("a:has-text('Raw')").click();
        assertThat(page.locator(".body")).containsText("<script>alert(1)</script>");
        page.navigate("/leads?lead_id=%3C%2Fpre%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E");

        assertThat(page.locator("h1")).containsText("<script>alert(1)</script>");
        assertThat(page.locator("main script")).hasCount(0);
    }

    @Test
    void everything_is_reached_with_the_keyboard_alone() {
        SentEvent event = SentEvent.created("lead_3300", 1);
        scene.refuse("lead_3300").post(event).awaitState(event, "crm", "dead");
        Page page = browser.open(Look.LIGHT);
        page.navigate("/login");
        assertThat(page.locator("[name=username]")).isFocused();
        page.keyboard().type(Scene.OPERATOR);
        page.keyboard().press("Tab");
        page.keyboard().type(Scene.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(scene.hub.adminUrl() + "/");

        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to content")).isFocused();
        tabTo(page, page.getByLabel("Find a lead or an event by its id"));
        page.keyboard().type("lead_3300");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/leads.*"));
        scene.mend();
        tabTo(page, button(page, "Replay to crm"));
        page.keyboard().press("Enter");

        assertThat(page.getByRole(AriaRole.STATUS)).containsText("On its way");
        // Where the keyboard goes on after the deed: not at the top of the page.
        assertThat(page.locator("#main")).isFocused();
        assertThat(page.locator(".standings li").first()).containsText("up to date");
    }

    @Test
    void a_live_list_shows_what_arrives() {
        Page page = operator();
        page.clock().install();
        page.navigate("/events");
        page.getByText("Live: off").click();
        assertThat(page.getByText("Live: on")).isVisible();

        scene.post(SentEvent.created("lead_1100", 1));
        page.clock().runFor(MORE_THAN_A_LOOK_MS);

        assertThat(page.locator("#list")).containsText("lead_1100");
    }

    @Test
    void a_live_list_rests_while_nobody_looks() {
        Page page = operator();
        page.clock().install();
        page.navigate("/events?live=on");
        assertThat(page.getByText("Live: on")).isVisible();
        page.evaluate("() => Object.defineProperty(document, 'hidden', {value: true, configurable: true})");
        int[] polls = {0};
        page.onRequest(request -> polls[0]++);

        scene.post(SentEvent.created("lead_1200", 1));
        page.clock().runFor(MORE_THAN_A_LOOK_MS);
        assertThat(polls[0]).as("requests of a page that nobody sees").isZero();
        page.evaluate("() => delete document.hidden");
        page.clock().runFor(MORE_THAN_A_LOOK_MS);

        assertThat(page.locator("#list")).containsText("lead_1200");
    }

    @Test
    void times_are_relative_and_tell_utc_to_whoever_hovers() {
        scene.post(SentEvent.created("lead_1300", 1));
        Page page = operator();
        page.navigate("/events?lead_id=lead_1300");
        Locator received = page.locator("td[data-label=Received] time").first();

        assertThat(received).containsText(Pattern.compile("now|\\d+ s ago"));
        assertThat(received).hasAttribute("title", Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC"));
    }

    @Test
    void a_bulk_replay_is_cancelled_and_stands_in_the_history() {
        for (int i = 0; i < 5; i++) {
            SentEvent event = SentEvent.created("lead_56" + i, 1);
            scene.refuse("lead_56" + i).post(event).awaitState(event, "crm", "dead");
        }
        Page page = operator();
        page.navigate("/dead-letters/replay?destination=crm");
        page.getByLabel("At most so many per second").fill("1");
        page.locator("button.primary").click();
        page.waitForURL(Pattern.compile(".*/replays/\\d+"));
        button(page, "Cancel the rest").click();
        assertThat(page.locator("h1")).containsText("cancelled");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Bulk replays").setExact(true))
                .click();

        assertThat(page.locator("tbody tr").first()).containsText("cancelled");
        assertThat(page.locator("tbody tr").first()).containsText(Scene.OPERATOR);
        scene.mend();
    }

    @Test
    void an_alert_leads_from_the_overview_to_its_page() {
        scene.alerts();
        Page page = operator();
        assertThat(page.locator(".alerts")).containsText("crm: lead lead_42 has waited for 41 min");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All alerts")).click();
        assertThat(page.locator("h1")).containsText("Alerts");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Over").setExact(true))
                .click();

        assertThat(page.locator("tbody")).containsText("slack: the oldest event has waited for 22 min");
        assertThat(page.locator("tbody")).not().containsText("41 min");
    }

    @Test
    void a_day_is_reported_and_the_day_before_is_one_click_away() {
        scene.post(SentEvent.created("lead_1400", 1));
        Page page = operator();
        page.navigate("/reports?date=" + scene.today());
        assertThat(page.locator("main")).containsText("Today, as far as it has come.");
        assertThat(page.locator("main")).containsText("leads");

        page.getByLabel(Pattern.compile("^The day before")).click();

        assertThat(page.locator("main")).containsText("Nothing came and nothing went on that day");
    }

    @Test
    void a_wrong_password_is_told_and_a_deep_link_survives_the_login() {
        Page page = browser.open(Look.LIGHT);
        page.navigate("/audit?who=olaf");
        page.getByLabel("User").fill(Scene.OPERATOR);
        page.getByLabel("Password").fill("wrong");
        button(page, "Log in").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("User or password is wrong");

        page.getByLabel("User").fill(Scene.OPERATOR);
        page.getByLabel("Password").fill(Scene.PASSWORD);
        button(page, "Log in").click();

        assertThat(page.locator("h1")).containsText("Audit");
        assertThat(page.url()).contains("/audit?who=olaf");
        button(page, "Log out").click();
        assertThat(page.getByText("You are logged out.")).isVisible();
        page.navigate("/audit");
        assertThat(page.url()).endsWith("/login");
    }

    @Test
    void an_administrator_stops_and_starts_a_route_and_checks_the_files() {
        Page page = browser.logIn(Look.LIGHT, Scene.ADMIN, Scene.PASSWORD);
        page.navigate("/routes");

        button(page, "Stop route deliver-to-slack").click();
        assertThat(page.locator("#route-deliver-to-slack")).containsText("stopped");
        button(page, "Start route deliver-to-slack").click();
        assertThat(page.locator("#route-deliver-to-slack")).containsText("started");
        button(page, "Check the files now").click();

        // It builds a whole second Camel, which takes its time on a busy machine.
        assertThat(page.locator(".verdict"))
                .containsText(
                        "checked by admin", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
        assertThat(page.locator(".verdict")).containsText("files are good");
    }

    private static Page operator() {
        return browser.logIn(Look.LIGHT, Scene.OPERATOR, Scene.PASSWORD);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void tabTo(Page page, Locator wanted) {
        for (int i = 0; i < 40; i++) {
            page.keyboard().press("Tab");
            if ((Boolean) wanted.evaluate("element => element === document.activeElement")) {
                return;
            }
        }
        throw new AssertionError("not reached with the Tab key: " + wanted);
    }

    /** What a post of this page's user is answered, token and all. */
    private static int status(Page page, String path) {
        return (Integer) page.evaluate(
                "async path => (await fetch(path, {method: 'POST', headers: {'Content-Type': "
                        + "'application/x-www-form-urlencoded'}, body: '_csrf=' + encodeURIComponent("
                        + "document.querySelector('input[name=_csrf]').value)})).status",
                path);
    }
}
