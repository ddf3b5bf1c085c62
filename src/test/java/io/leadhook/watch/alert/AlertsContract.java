package io.leadhook.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.delivery.Destinations;
import io.leadhook.receive.SourceRegistry;
import io.leadhook.receive.SourceRegistryOf;
import io.leadhook.replica.Leases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.SettableClock;
import io.leadhook.testing.StoreContract;
import io.leadhook.watch.ReconciliationsOf;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Each alert fires, is told once, and recovers. */
abstract class AlertsContract extends StoreContract {
    static final AlertProperties LIMITS = new AlertProperties(
            Duration.ofMinutes(15),
            0.95,
            20,
            Duration.ofSeconds(2),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            50,
            Duration.ofMinutes(3));

    final SettableClock clock = new SettableClock(Rows.RECEIVED.plusSeconds(60));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Set<String> configured = Set.of("leads");
    private final SourceRegistry sources = SourceRegistryOf.the(() -> configured);

    @SuppressWarnings("NullAway.Init")
    private Alerts alerts;

    @BeforeEach
    void start() {
        JdbcPulse pulse = new JdbcPulse(database.jdbc());
        alerts = new Alerts(
                List.of(
                        new FailingDestinationRule(pulse, LIMITS),
                        new WaitingRule(pulse, LIMITS),
                        new SilentSourceRule(pulse, providerOf(sources), clock),
                        new SignatureFailuresRule(meters, LIMITS),
                        new ImbalanceRule(ReconciliationsOf.the(database.jdbc(), new Destinations()))),
                new JdbcEpisodes(database.jdbc()),
                LIMITS,
                Leases.alone(),
                clock);
    }

    @Test
    void a_hub_where_all_is_well_says_nothing() {
        delivered(1, 30, 100);

        assertThat(alerts.look()).isEmpty();
    }

    @Test
    void a_report_that_is_told_over_midnight_is_not_taken_for_the_next_ones() {
        delivered(1, 1, 100);
        DailyReport daily = new DailyReport(
                new JdbcReport(database.jdbc(), ReconciliationsOf.UNLIMITED),
                ReconciliationsOf.the(database.jdbc(), new Destinations()),
                new ReportProperties(true, LocalTime.MIDNIGHT, ZoneOffset.UTC),
                Leases.alone(),
                clock);
        clock.set(Instant.parse("2026-12-01T23:59:59Z"));
        Report report = Objects.requireNonNull(daily.due());
        clock.advance(Duration.ofSeconds(2));
        daily.sent(report);
        clock.advance(Duration.ofMinutes(10));

        assertThat(report.date()).isEqualTo(LocalDate.of(2026, 11, 30));
        assertThat(daily.due()).extracting(Report::date).isEqualTo(LocalDate.of(2026, 12, 1));
    }

    @Test
    void a_success_rate_below_the_limit_is_told_once_and_so_is_its_end() {
        delivered(1, 28, 100);
        rows.event(100, "lead.created", "lead_100");
        rows.delivery(100, 100, "crm", "retrying");
        rows.attempt(100, 1, Rows.RECEIVED.plusSeconds(2), 5, "busy");
        rows.attempt(100, 2, Rows.RECEIVED.plusSeconds(9), 5, "busy");

        assertTold("ALERT crm: 93.3 % of 30 attempts in 15 min succeeded; the others are tried again or dead");
        assertThat(alerts.look()).as("once per episode").isEmpty();

        rows.set(100, "state = 'delivered', ready = null, finished_at = received_at");
        clock.advance(Duration.ofMinutes(20));
        assertTold("RECOVERED after 20 min: crm: 93.3 % of 30 attempts in 15 min succeeded;"
                + " the others are tried again or dead");
        assertThat(alerts.look()).isEmpty();
    }

    @Test
    void too_few_attempts_say_nothing() {
        rows.event(100, "lead.created", "lead_100");
        rows.delivery(100, 100, "crm", "retrying");
        rows.attempt(100, 1, Rows.RECEIVED.plusSeconds(2), 5_000, "busy");

        assertThat(alerts.look()).isEmpty();
    }

    @Test
    void slow_attempts_are_told() {
        delivered(1, 20, 2_500);

        assertTold("ALERT crm: an attempt takes 2500 ms on average (limit 2000 ms)");
        clock.advance(Duration.ofMinutes(20));
        assertTold("RECOVERED after 20 min: crm: an attempt takes 2500 ms on average (limit 2000 ms)");
    }

    @Test
    void events_that_are_given_up_are_told_though_most_attempts_succeed() {
        delivered(1, 19, 100);
        for (long id = 100; id < 102; id++) {
            rows.event(id, "lead.created", "lead_" + id);
            rows.delivery(id, id, "crm", "dead");
        }

        String events = "crm: of 21 events that came to their end in 15 min only 90.5 % were delivered";
        String letters = "crm: 2 new dead letters in 15 min";
        List<Episode> told = alerts.look();
        assertThat(told).extracting(Episode::line).containsExactlyInAnyOrder("ALERT " + events, "ALERT " + letters);
        alerts.told(told);
        assertThat(alerts.look()).isEmpty();

        clock.advance(Duration.ofMinutes(20));
        assertThat(alerts.look())
                .extracting(Episode::line)
                .containsExactlyInAnyOrder("RECOVERED after 20 min: " + events, "RECOVERED after 20 min: " + letters);
    }

    @Test
    void new_dead_letters_are_told_and_old_ones_are_not() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(1, 1, "crm", "dead");

        assertTold("ALERT crm: 1 new dead letters in 15 min");
        clock.advance(Duration.ofMinutes(20));
        assertTold("RECOVERED after 20 min: crm: 1 new dead letters in 15 min");
        assertThat(rows.state(1)).isEqualTo("dead");
    }

    @Test
    void unreadable_events_are_dead_letters_too() {
        rows.quarantined(1, 1, "{}");
        rows.set(1, "finished_at = received_at");

        assertTold("ALERT inbox: 1 new dead letters in 15 min");
    }

    @Test
    void an_event_that_waits_for_too_long_is_told() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(1, 1, "slack", "pending");

        assertThat(alerts.look()).isEmpty();
        clock.advance(Duration.ofMinutes(15));
        assertTold("ALERT slack: the oldest event has waited for 16 min");
        rows.set(1, "state = 'delivered', ready = null, finished_at = received_at");
        clock.advance(Duration.ofMinutes(4));
        assertTold("RECOVERED after 4 min: slack: the oldest event has waited for 16 min");
    }

    @Test
    void a_replayed_event_has_waited_since_its_replay() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(1, 1, "crm", "pending");
        clock.advance(Duration.ofDays(1));
        rows.set(1, "replayed_at = timestamp with time zone '" + clock.instant() + "'");

        assertThat(alerts.look()).isEmpty();
        clock.advance(Duration.ofMinutes(16));
        assertTold("ALERT crm: the oldest event has waited for 16 min");
    }

    @Test
    void a_lead_that_is_held_for_too_long_is_told() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(1, 1, "crm", "dead");
        rows.set(1, "ready = 0");
        clock.advance(Duration.ofMinutes(31));

        assertTold("ALERT crm: 1 leads have waited behind their dead letter for more than 30 min");
        rows.set(1, "state = 'discarded', ready = null");
        clock.advance(Duration.ofMinutes(4));
        assertTold("RECOVERED after 4 min: crm: 1 leads have waited behind their dead letter for more than 30 min");
    }

    @Test
    void an_event_that_is_stored_and_never_dispatched_is_told() {
        rows.waiting(1, "lead.created", "lead_1");

        assertThat(alerts.look()).isEmpty();
        clock.advance(Duration.ofMinutes(15));
        assertTold("ALERT inbox: the oldest event has waited for 16 min");
        database.jdbc().sql("delete from inbox").update();
        clock.advance(Duration.ofMinutes(4));
        assertTold("RECOVERED after 4 min: inbox: the oldest event has waited for 16 min");
    }

    @Test
    void a_source_that_is_silent_for_longer_than_it_ever_was_is_told() {
        everyTenMinutes(30);
        clock.set(Rows.RECEIVED.plusSeconds(600 * 30 + 1_150));
        assertThat(alerts.look()).isEmpty();

        clock.advance(Duration.ofMinutes(2));
        assertTold("ALERT source leads: no event for 21 min 10 s; so far it was never silent for more than 10 min");
        rows.event(31, "lead.created", "lead_31", clock.instant());
        clock.advance(Duration.ofMinutes(4));
        assertThat(alerts.look())
                .singleElement()
                .satisfies(end -> assertThat(end.line()).startsWith("RECOVERED after 4 min: source leads"));
    }

    @Test
    void a_source_that_was_taken_out_of_the_configuration_is_not_silent() {
        everyTenMinutes(30);
        configured = Set.of("shop");
        sources.reload();
        clock.set(Rows.RECEIVED.plusSeconds(600 * 30 + 3_600));

        assertThat(alerts.look()).isEmpty();
    }

    @Test
    void nobody_is_called_silent_for_the_time_in_which_the_hub_was_down() {
        everyTenMinutes(30);
        clock.set(Rows.RECEIVED.plusSeconds(600 * 30 + 7_200));
        start();

        assertThat(alerts.look()).isEmpty();
        clock.advance(Duration.ofMinutes(20));
        assertThat(alerts.look()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertTold("ALERT source leads: no event for 2 h 21 min; so far it was never silent for more than 10 min");
    }

    @Test
    void the_silence_of_a_quiet_source_does_not_end_because_busy_ones_push_it_out_of_sight() {
        everyTenMinutes(30);
        clock.set(Rows.RECEIVED.plusSeconds(600 * 30));
        assertThat(alerts.look()).isEmpty();
        // As far as the look sees, which is at the newest events.
        database.jdbc().sql("delete from event").update();

        clock.advance(Duration.ofMinutes(21));
        assertTold("ALERT source leads: no event for 21 min; so far it was never silent for more than 10 min");
        clock.advance(Duration.ofMinutes(10));
        assertThat(alerts.look()).as("it is silent still").isEmpty();
    }

    @Test
    void a_burst_of_wrong_signatures_is_told() {
        var counter = meters.counter("leadhook.signature.failures", "source", "leads", "reason", "wrong");
        counter.increment(1_000);
        assertThat(alerts.look()).as("before the first look").isEmpty();
        counter.increment(49);
        assertThat(alerts.look()).isEmpty();
        counter.increment(50);

        assertTold("ALERT source leads: 50 requests with a wrong signature since the last look;"
                + " a secret was changed on one side, or somebody tries");
        clock.advance(Duration.ofMinutes(4));
        assertThat(alerts.look()).hasSize(1);
    }

    @Test
    void sums_that_do_not_balance_are_told() {
        rows.tally("accepted", "", 1);

        assertTold("ALERT the reconciliation does not balance:"
                + " keep the database as it is and see /api/reconciliation");
        rows.tally("accepted", "", -1);
        clock.advance(Duration.ofMinutes(4));
        assertThat(alerts.look()).hasSize(1);
    }

    @Test
    void what_could_not_be_told_is_told_later_and_once() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(1, 1, "crm", "dead");
        List<Episode> first = alerts.look();
        alerts.notTold(first, new IllegalStateException("No channel took it"));

        List<Episode> again = alerts.look();
        assertThat(again).extracting(Episode::error).containsExactly("No channel took it");
        alerts.told(again);
        assertThat(alerts.look()).isEmpty();
    }

    @Test
    void an_episode_that_ended_before_anybody_could_be_told_is_not_told() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(1, 1, "crm", "dead");
        assertThat(alerts.look()).hasSize(1);
        clock.advance(Duration.ofMinutes(20));

        assertThat(alerts.look()).isEmpty();
        assertThat(new JdbcEpisodes(database.jdbc()).page(null, null, 10)).hasSize(1);
    }

    @Test
    void what_came_between_two_looks_is_counted_with_what_was_there_before_and_once() {
        delivered(1, 30, 100);
        assertThat(alerts.look()).isEmpty();
        clock.advance(Duration.ofMinutes(5));
        assertThat(alerts.look()).isEmpty();

        rows.event(100, "lead.created", "lead_100");
        rows.delivery(100, 100, "crm", "retrying");
        for (int attempt = 1; attempt <= 10; attempt++) {
            rows.attempt(100, attempt, clock.instant().minusSeconds(attempt), 5, "busy");
        }

        assertTold("ALERT crm: 75.0 % of 40 attempts in 15 min succeeded; the others are tried again or dead");
    }

    @Test
    void another_replica_that_takes_over_tells_nobody_again() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(1, 1, "crm", "dead");
        alerts.told(alerts.look());

        start2();
        assertThat(alerts.look()).isEmpty();
    }

    private void start2() {
        alerts = new Alerts(
                List.of(new FailingDestinationRule(new JdbcPulse(database.jdbc()), LIMITS)),
                new JdbcEpisodes(database.jdbc()),
                LIMITS,
                Leases.alone(),
                clock);
    }

    private void assertTold(String line) {
        List<Episode> told = alerts.look();
        assertThat(told).extracting(Episode::line).containsExactly(line);
        alerts.told(told);
    }

    private void everyTenMinutes(int events) {
        for (int event = 1; event <= events; event++) {
            rows.event(event, "lead.created", "lead_" + event, Rows.RECEIVED.plusSeconds(600L * event));
        }
    }

    private static ObjectProvider<SourceRegistry> providerOf(SourceRegistry sources) {
        return new StaticListableBeanFactory(Map.of("sources", sources)).getBeanProvider(SourceRegistry.class);
    }

    void delivered(long from, int amount, int durationMs) {
        for (long id = from; id < from + amount; id++) {
            rows.event(id, "lead.created", "lead_" + id);
            rows.delivery(id, id, "crm", "delivered");
            rows.set(id, "duration_ms = " + durationMs);
        }
    }
}
