package io.leadhook.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.leadhook.browser.Browser.Look;
import io.leadhook.testing.SentEvent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page opens, fits a large window and that of a phone, and complains of nothing. With {@code -Dleadhook.screenshots=true} there are
 * pictures of all, for people to look at, in {@code target/screenshots}: large in light and in dark, and on a phone.
 */
class ScreenshotsTest {
    private static final boolean TAKEN = Boolean.getBoolean("leadhook.screenshots");
    private static final Look[] LOOKS = TAKEN ? new Look[] {Look.LIGHT, Look.PHONE} : new Look[] {Look.PHONE};
    private static final Path FOLDER = Path.of("target", "screenshots");

    private static final String[] EMPTY = {
        "/", "/events", "/leads?lead_id=nobody", "/dead-letters", "/replays", "/alerts", "/reports", "/audit"
    };

    @TempDir
    Path data;

    @Test
    void every_page_fits_its_window_and_complains_of_nothing() {
        try (Scene scene = new Scene(data);
                Browser browser = new Browser(scene.hub.adminUrl())) {
            for (Look look : LOOKS) {
                Page empty = browser.logIn(look, Scene.ADMIN, Scene.PASSWORD);
                for (String path : EMPTY) {
                    empty.navigate(path);
                    settle(empty);
                    picture(
                            empty,
                            "empty-" + (path.equals("/") ? "overview" : path.replaceAll("^/|[?].*", "")),
                            look);
                }
                empty.context().close();
            }
            play(scene);
            Map<String, String> pages = pages(scene);
            for (Look look : LOOKS) {
                Page login = browser.open(look);
                login.navigate("/login");
                pictures(login, "login", look);
                login.context().close();
                Page page = browser.logIn(look, Scene.ADMIN, Scene.PASSWORD);
                pages.forEach((name, path) -> {
                    page.navigate(path);
                    if (name.equals("routes")) {
                        page.locator("#route-deliver-to-crm summary").click();
                    }
                    settle(page);
                    pictures(page, name, look);
                    for (Look window : new Look[] {Look.LIGHT, Look.PHONE}) {
                        window.resize(page);
                        assertThat(wider(page))
                                .as(name + " on " + window + " is wider than its window")
                                .isZero();
                    }
                    look.resize(page);
                });
                page.context().close();
            }
            Page viewer = browser.logIn(Look.LIGHT, Scene.VIEWER, Scene.PASSWORD);
            for (String name : new String[] {"event", "dead-letters", "destinations"}) {
                viewer.navigate(pages.get(name));
                settle(viewer);
                picture(viewer, name + "-as-viewer", Look.LIGHT);
            }
            viewer.navigate(pages.get("event") + "/raw");
            picture(viewer, "not-allowed", Look.LIGHT);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void play(Scene scene) {
        for (int i = 1; i <= 30; i++) {
            String lead = "lead_" + (100 + i);
            scene.post(SentEvent.created(lead, 1));
            if (i % 3 == 0) {
                scene.post(SentEvent.updated(lead, 2)).post(SentEvent.scored(lead, 3));
            }
        }
        scene.refuse("lead_42").refuse("lead_43").refuse("lead_44").putOff("lead_77").putOff("lead_78");
        for (String lead : new String[] {"lead_42", "lead_43", "lead_44"}) {
            scene.post(SentEvent.created(lead, 1)).post(SentEvent.updated(lead, 2));
        }
        for (String lead : new String[] {"lead_77", "lead_78"}) {
            scene.post(SentEvent.created(lead, 1)).post(SentEvent.updated(lead, 2)).post(SentEvent.scored(lead, 3));
        }
        scene.post(longValues());
        scene.alerts();
        scene.awaitState(SentEvent.updated("lead_44", 2), "crm", "dead");
        scene.awaitState(SentEvent.created("lead_78", 1), "crm", "retrying");
    }

    /** Nothing may burst a page. */
    private static SentEvent longValues() {
        String lead = "lead_" + "0123456789abcdef".repeat(8);
        SentEvent event = SentEvent.created("lead_9000", 1);
        return new SentEvent(
                event.eventId() + "_" + "abcdefghij".repeat(12),
                event.type(),
                lead,
                1,
                event.body()
                        .replace(event.eventId(), event.eventId() + "_" + "abcdefghij".repeat(12))
                        .replace("\"id\":\"lead_9000\"", "\"id\":\"" + lead + "\",\"note\":\"" + "word".repeat(200) + "\""));
    }

    private static Map<String, String> pages(Scene scene) {
        Map<String, String> pages = new LinkedHashMap<>();
        String dead = event(scene, SentEvent.updated("lead_42", 2));
        pages.put("overview", "/");
        pages.put("events", "/events?limit=14");
        pages.put("events-found-none", "/events?lead_id=nobody");
        pages.put("event", "/events/" + dead);
        pages.put("event-retrying", "/events/" + event(scene, SentEvent.created("lead_77", 1)));
        pages.put("raw", "/events/" + dead + "/raw");
        pages.put("lead", "/leads?lead_id=lead_42");
        pages.put("lead-waiting", "/leads?lead_id=lead_77");
        pages.put("dead-letters", "/dead-letters");
        pages.put("dead-letter-list", "/dead-letters/list?destination=crm");
        pages.put("replay", "/dead-letters/replay?destination=crm");
        pages.put("discard", "/dead-letters/discard?destination=crm");
        pages.put("replays", "/replays");
        pages.put("replay-job", "/replays/" + scene.replay());
        pages.put("alerts", "/alerts");
        pages.put("report", "/reports?date=" + scene.today());
        pages.put("reconciliation", "/reconciliation");
        pages.put("event-long", "/events/" + event(scene, longValues()));
        pages.put("lead-long", "/leads?lead_id=" + longValues().leadId());
        pages.put("destinations", "/destinations");
        pages.put("destination", "/destinations/crm");
        pages.put("routes", "/routes");
        pages.put("audit", "/audit");
        pages.put("not-found", "/events/999999");
        return pages;
    }

    private static String event(Scene scene, SentEvent event) {
        return scene.hub
                .api()
                .get("/api/events?event_id=" + event.eventId())
                .path("items")
                .path(0)
                .path("id")
                .asText();
    }

    /** What the page asks for when it has loaded is there, too. */
    private static void settle(Page page) {
        PlaywrightAssertions.assertThat(page.locator(".htmx-request")).hasCount(0);
    }

    /** By how many pixels the page is wider than its window. */
    private static int wider(Page page) {
        return (Integer) page.evaluate(
                "() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)");
    }

    /** What is light in the large window is dark in the same. */
    private static void pictures(Page page, String name, Look look) {
        picture(page, name, look);
        if (look == Look.LIGHT) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            picture(page, name, Look.DARK);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        }
    }

    private static void picture(Page page, String name, Look look) {
        if (!TAKEN) {
            return;
        }
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(FOLDER.resolve(name + "-" + look.name().toLowerCase(Locale.ROOT) + ".png"))
                .setFullPage(true));
    }
}
