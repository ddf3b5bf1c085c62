package io.leadhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadhook.testing.Hub;
import io.leadhook.testing.HubContract;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A plan that reads what is finished goes unnoticed as long as tables are small, and stops a hub a month later. So much
 * is finished here that one such statement per event is far beyond the limit, and all that a healthy hub does far below.
 */
abstract class FinishedEventsContract extends HubContract {
    private static final int FINISHED = 50_000;
    private static final int SENT = 100;

    private final Receiver crm = receiver();

    @Override
    protected void configure(Hub newHub) {
        newHub.with("CRM_URL", crm.url());
    }

    /** A query that yields the numbers from 1 to so many, as {@code n}. */
    protected abstract String numbers(int count);

    /** Makes the database work as it will when it has had the time. */
    protected abstract void settle(JdbcTemplate jdbc);

    /** What the database has read since it was opened, in units of its own. */
    protected abstract long read(JdbcTemplate jdbc);

    /** Of these units, per event; a tenth of what one look through the finished ones costs, or less. */
    protected abstract long limit();

    @Test
    void an_event_costs_the_same_however_many_are_finished() {
        JdbcTemplate jdbc = hub.bean(JdbcTemplate.class);
        Sender sender = new Sender(hub.webhooksUrl());
        send(sender, 1);
        finish(jdbc);
        settle(jdbc);

        long before = read(jdbc);
        for (int number = 2; number <= SENT; number++) {
            send(sender, number);
        }

        assertThat((read(jdbc) - before) / SENT).isLessThan(limit());
    }

    /** One after the other, so that each has a batch of its own. */
    private void send(Sender sender, int number) {
        assertThat(sender.post(number == 1 ? SentEvent.created(lead, 1) : SentEvent.updated(lead, number)))
                .isTrue();
        await().untilAsserted(() -> assertThat(crm.requests()).hasSize(number));
    }

    /** Their ids are negative, for the hub counts its own upwards. Days old, so that no window of the console has them. */
    private void finish(JdbcTemplate jdbc) {
        jdbc.update("""
                insert into event (id, source, event_id, event_type, lead_id, event_time, received_at, state, raw_body)
                select -n, 'leads', concat('old-', n), 'lead.created', concat('old-', n), current_timestamp,
                    current_timestamp - interval '3' day, 'dispatched', ?
                from (%s) numbers
                """.formatted(numbers(FINISHED)), new byte[500]);
        jdbc.update("""
                insert into delivery (id, event_ref, destination, source, event_id, event_type, lead_id, received_at,
                    state, attempts, last_status, duration_ms, finished_at)
                select id, id, 'crm', source, event_id, event_type, lead_id, received_at, 'delivered', 1, 200, 3, received_at
                from event where id < 0
                """);
        jdbc.update(
                "insert into seen_event (source, event_id, seen_at) select source, event_id, received_at from event where id < 0");
        jdbc.update(
                "insert into lead (source, lead_id, last_time, present) select source, lead_id, event_time, true from event where id < 0");
    }
}
