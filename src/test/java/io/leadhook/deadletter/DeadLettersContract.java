package io.leadhook.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadhook.delivery.Destinations;
import io.leadhook.delivery.StillDestination;
import io.leadhook.event.EventType;
import io.leadhook.event.LeadEvent;
import io.leadhook.replica.Leases;
import io.leadhook.testing.Rows;
import io.leadhook.testing.StoreContract;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

abstract class DeadLettersContract extends StoreContract {
    private static final DeadLetterSelection ALL = selection(new DeadLetterFilter(null, null, null, null, null));
    private static final QuarantineReader UNREADABLE = (source, id, raw) -> Optional.empty();
    private static final Clock CLOCK = Clock.fixed(Rows.RECEIVED.plusSeconds(60), ZoneOffset.UTC);

    private final Destinations destinations = new Destinations();
    private final StillDestination crm = new StillDestination("crm", true, "lead.*").registerIn(destinations);
    private final StillDestination slack = new StillDestination("slack", false, "lead.*").registerIn(destinations);

    @Test
    void a_replayed_delivery_starts_over_in_its_old_place() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "dead");

        assertThat(letters().replay(11, false)).isEqualTo(new Handling.Done(11, "pending"));

        Map<String, Object> row = database.jdbc()
                .sql("select state, ready, attempts, next_attempt_at, finished_at, reason from delivery where id = 11")
                .query()
                .singleRow();
        assertThat(row).containsEntry("state", "pending").containsEntry("attempts", 0);
        assertThat(row.get("ready")).as("freed").hasToString("2");
        assertThat(row.get("next_attempt_at")).isNull();
        assertThat(row.get("finished_at")).isNull();
        assertThat(row.get("reason")).isNull();
        assertThat(crm.rescans()).isEqualTo(1);
    }

    @Test
    void what_is_not_dead_cannot_be_replayed() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "delivered");

        assertThat(letters().replay(11, true)).isEqualTo(new Handling.NotDead("delivered"));
        assertThat(letters().discard(11)).isEqualTo(new Handling.NotDead("delivered"));
        assertThat(letters().replay(99, true)).isEqualTo(new Handling.Unknown());
    }

    @Test
    void of_many_replays_at_once_one_takes_effect() throws Exception {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "dead");

        List<Handling> handlings = atOnce(8, () -> letters().replay(11, false));

        assertThat(handlings).filteredOn(Handling.Done.class::isInstance).hasSize(1);
        assertThat(handlings).filteredOn(Handling.NotDead.class::isInstance).hasSize(7);
    }

    @Test
    void what_a_newer_delivery_made_pointless_is_superseded_unless_forced() {
        rows.event(1, "lead.updated", "lead_1");
        rows.event(2, "lead.updated", "lead_1");
        rows.delivery(11, 1, "crm", "dead");
        rows.delivery(12, 2, "crm", "delivered");
        rows.delivery(21, 1, "slack", "dead");
        rows.delivery(22, 2, "slack", "delivered");

        assertThat(letters().replay(11, false)).isEqualTo(new Handling.Done(11, "superseded"));
        assertThat(letters().replay(21, false)).isEqualTo(new Handling.Done(21, "pending"));

        rows.set(11, "state = 'dead'");
        assertThat(letters().replay(11, true)).isEqualTo(new Handling.Done(11, "pending"));
    }

    @Test
    void another_lead_an_older_delivery_or_a_lesser_type_supersedes_nothing() {
        rows.event(1, "lead.updated", "lead_1");
        rows.event(2, "lead.updated", "lead_2");
        rows.event(3, "lead.scored", "lead_1");
        rows.delivery(10, 3, "crm", "delivered");
        rows.delivery(11, 1, "crm", "dead");
        rows.delivery(12, 2, "crm", "delivered");
        rows.delivery(13, 3, "crm", "delivered");

        assertThat(letters().replay(11, false)).isEqualTo(new Handling.Done(11, "pending"));
    }

    @Test
    void a_lead_that_lives_again_is_not_deleted_by_an_older_deletion() {
        rows.event(1, "lead.deleted", "lead_1");
        rows.event(2, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "dead");
        rows.delivery(12, 2, "crm", "delivered");

        assertThat(letters().replay(11, false)).isEqualTo(new Handling.Done(11, "superseded"));
    }

    @Test
    void a_merge_supersedes_what_is_older_of_the_lead_that_it_takes_away_and_nothing_of_the_other() {
        rows.event(1, "lead.updated", "lead_1");
        rows.event(2, "lead.merged", "lead_1");
        rows.event(3, "lead.updated", "lead_2");
        rows.event(4, "lead.merged", "lead_2");
        rows.event(5, "lead.created", "lead_1");
        related(2, "lead_0");
        related(4, "lead_1");
        rows.delivery(11, 1, "crm", "dead");
        rows.delivery(12, 2, "crm", "dead");
        rows.delivery(13, 3, "crm", "dead");
        rows.delivery(14, 4, "crm", "delivered");
        rows.delivery(15, 5, "crm", "dead");

        bulk().replay(ALL, false);

        assertThat(rows.state(11)).as("of the lead that is gone").isEqualTo("superseded");
        assertThat(rows.state(12)).as("a merge").isEqualTo("pending");
        assertThat(rows.state(13)).as("of the lead that remains").isEqualTo("pending");
        assertThat(rows.state(15)).as("after the merge").isEqualTo("pending");
    }

    /** Delivery 1 is dead, and newer is a merge of its lead among many others. */
    final void mergeAmongOthers() {
        rows.event(1, "lead.updated", "lead_1");
        rows.delivery(1, 1, "crm", "dead");
        for (int id = 2; id <= 300; id++) {
            rows.event(id, "lead.merged", "lead_" + id);
            related(id, "lead_" + (id == 150 ? 1 : 1_000 + id));
            rows.delivery(id, id, "crm", "delivered");
        }
    }

    private void related(long event, String lead) {
        database.jdbc()
                .sql("update event set related_lead_id = :lead where id = :id")
                .param("lead", lead)
                .param("id", event)
                .update();
    }

    @Test
    void a_discarded_one_is_finished_and_whoever_waits_behind_it_is_woken() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "crm", "dead");

        assertThat(letters().discard(11)).isEqualTo(new Handling.Done(11, "discarded"));

        assertThat(rows.state(11)).isEqualTo("discarded");
        assertThat(crm.rescans()).isEqualTo(1);
    }

    @Test
    void what_was_parked_behind_a_discarded_one_may_go() {
        rows.event(1, "lead.created", "lead_1");
        rows.event(2, "lead.updated", "lead_1");
        rows.event(3, "lead.updated", "lead_2");
        rows.delivery(11, 1, "crm", "dead");
        rows.delivery(12, 2, "crm", "pending");
        rows.delivery(13, 3, "crm", "pending");
        rows.delivery(14, 2, "slack", "pending");
        database.jdbc().sql("update delivery set ready = 0").update();

        letters().discard(11);

        assertThat(database.jdbc()
                        .sql("select id from delivery where ready = 2")
                        .query(Long.class)
                        .list())
                .containsExactly(12L);
    }

    @Test
    void a_bulk_replay_takes_all_chunks_and_only_what_the_filter_means() {
        for (int i = 1; i <= 1203; i++) {
            rows.event(i, "lead.created", "lead_" + i);
            rows.delivery(10_000 + i, i, i % 3 == 0 ? "slack" : "crm", "dead");
        }

        DeadLetterSelection crmOnly = DeadLetterSelection.ofDestination("crm");
        assertThat(search().count(crmOnly)).isEqualTo(802);
        assertThat(bulk().replay(crmOnly, false)).isEqualTo(new Replayed(802, 802, 0));
        assertThat(bulk().replay(crmOnly, false)).isEqualTo(new Replayed(0, 0, 0));
        assertThat(search().count(ALL)).isEqualTo(401);
    }

    @Test
    void a_bulk_replay_leaves_out_what_is_superseded() {
        rows.event(1, "lead.updated", "lead_1");
        rows.event(2, "lead.updated", "lead_1");
        rows.event(3, "lead.updated", "lead_3");
        rows.delivery(11, 1, "crm", "dead");
        rows.delivery(12, 2, "crm", "delivered");
        rows.delivery(13, 3, "crm", "dead");

        assertThat(bulk().replay(ALL, false)).isEqualTo(new Replayed(2, 1, 1));

        assertThat(rows.state(11)).isEqualTo("superseded");
        assertThat(rows.state(13)).isEqualTo("pending");
    }

    @Test
    void a_quarantined_event_that_can_be_read_now_enters_the_inbox() {
        rows.quarantined(1, 11, "{\"kind\":\"new\"}");
        LeadEvent event =
                new LeadEvent("leads", "evt_real", EventType.CREATED, "lead_9", null, Rows.RECEIVED, 7L, "2026-01-01");
        QuarantineReader mended = (source, id, raw) ->
                Optional.of(new QuarantineReader.Mended(event, "{}".getBytes(StandardCharsets.UTF_8), null));

        assertThat(letters(mended).replay(11, false)).isEqualTo(new Handling.Done(11, "in_inbox"));

        assertThat(rows.count("delivery")).isZero();
        Map<String, Object> inbox = database.jdbc()
                .sql("select event_id, lead_id, event_type, sequence_no from inbox where id = 1")
                .query()
                .singleRow();
        assertThat(inbox)
                .containsEntry("event_id", "evt_real")
                .containsEntry("lead_id", "lead_9")
                .containsEntry("event_type", "lead.created")
                .containsEntry("sequence_no", 7L);
        assertThat(database.jdbc()
                        .sql("select state from event where id = 1")
                        .query(String.class)
                        .single())
                .isEqualTo("in_inbox");
    }

    @Test
    void a_quarantined_event_enters_the_inbox_once_however_often_it_is_replayed() throws Exception {
        rows.quarantined(1, 11, "{}");
        LeadEvent event = new LeadEvent("leads", "evt_1", EventType.CREATED, "lead_9", null, Rows.RECEIVED, null, null);
        QuarantineReader mended = (source, id, raw) -> Optional.of(new QuarantineReader.Mended(event, null, null));

        List<Handling> handlings = atOnce(8, () -> letters(mended).replay(11, false));

        assertThat(handlings).filteredOn(Handling.Done.class::isInstance).hasSize(1);
        assertThat(rows.count("inbox")).isEqualTo(1);
    }

    @Test
    void a_quarantined_event_that_still_cannot_be_read_stays() {
        rows.quarantined(1, 11, "{}");

        assertThat(letters().replay(11, true)).isEqualTo(new Handling.StillUnreadable("leads"));
        assertThat(bulk().replay(ALL, false)).isEqualTo(new Replayed(1, 0, 0));
        assertThat(rows.state(11)).isEqualTo("dead");
    }

    @Test
    void an_event_whose_dispatch_failed_enters_the_inbox_as_it_is() {
        rows.event(1, "lead.created", "lead_1");
        rows.delivery(11, 1, "inbox", "dead");

        assertThat(letters().replay(11, false)).isEqualTo(new Handling.Done(11, "in_inbox"));
        assertThat(rows.count("inbox")).isEqualTo(1);
    }

    @Test
    void dead_letters_are_listed_newest_first_page_by_page_and_filtered() {
        for (int i = 1; i <= 3; i++) {
            rows.event(i, "lead.created", "lead_" + i);
            rows.delivery(10 + i, i, "crm", "dead");
        }
        rows.set(12, "reason = 'permanent', related_lead_id = 'lead_77'");
        rows.set(13, "finished_at = timestamp with time zone '2026-11-24 00:00:00+00'");

        assertThat(ids(ALL)).containsExactly(13L, 12L, 11L);
        assertThat(search().page(ALL, 13L, 1)).extracting(DeadLetter::id).containsExactly(12L);
        assertThat(ids(new DeadLetterFilter(null, "permanent", null, null, null)))
                .containsExactly(12L);
        assertThat(ids(new DeadLetterFilter(null, null, "lead_77", null, null))).containsExactly(12L);
        assertThat(ids(new DeadLetterFilter(null, null, "lead_1", null, null))).containsExactly(11L);
        assertThat(ids(new DeadLetterFilter("slack", null, null, null, null))).isEmpty();
        Instant midnight = Instant.parse("2026-11-24T00:00:00Z");
        assertThat(ids(new DeadLetterFilter(null, null, null, midnight, null))).containsExactly(13L);
        assertThat(ids(new DeadLetterFilter(null, null, null, null, midnight))).containsExactly(12L, 11L);
    }

    private List<Long> ids(DeadLetterFilter filter) {
        return ids(selection(filter));
    }

    private List<Long> ids(DeadLetterSelection selection) {
        return search().page(selection, null, 100).stream().map(DeadLetter::id).toList();
    }

    private static DeadLetterSelection selection(DeadLetterFilter filter) {
        return new DeadLetterSelection(filter, null, List.of());
    }

    private DeadLetterSearch search() {
        return new DeadLetterSearch(RealDeadLetters.rows(database.jdbc()));
    }

    private BulkHandling bulk() {
        return new BulkHandling(
                letters(),
                search(),
                new Leftovers(RealDeadLetters.rows(database.jdbc()), destinations, Leases.alone(), CLOCK));
    }

    final DeadLetters letters() {
        return letters(UNREADABLE);
    }

    private DeadLetters letters(QuarantineReader reader) {
        return new DeadLetters(
                RealDeadLetters.rows(database.jdbc()),
                new JdbcQuarantine(database.jdbc(), reader),
                destinations,
                database.transactions(),
                CLOCK);
    }

    private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(times);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : executor.invokeAll(Collections.nCopies(times, work))) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
