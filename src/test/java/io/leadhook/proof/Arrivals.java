package io.leadhook.proof;

import io.leadhook.testing.Receiver;
import io.leadhook.testing.SentEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a receiver was sent, checked against the promises. Where nothing fails but the hub itself, an event comes once,
 * in the order of its lead's numbers, and can come again only while it is the last that its lead has had. Immutable.
 *
 * @param delivered the ids that came at least once
 * @param repeats how often one came again
 * @param outOfOrder first arrivals after one with a higher number of the same lead
 * @param strayRepeats repeats of something that was not in the lead's last message
 * @param wrongKeys requests whose Idempotency-Key is not the event's id
 */
record Arrivals(Set<String> delivered, int repeats, int outOfOrder, int strayRepeats, int wrongKeys) {
    private static final Pattern EVENT_ID = Pattern.compile("evt-[A-Za-z0-9_]+-[0-9]+");

    /** One event to a request. */
    static Arrivals of(Receiver receiver) {
        List<Receiver.Request> requests = receiver.requests();
        Check check = new Check();
        requests.forEach(request -> check.message(List.of(request.eventId())));
        long wrongKeys = requests.stream()
                .filter(request -> !request.idempotencyKey().equals(request.eventId()))
                .count();
        return check.result((int) wrongKeys);
    }

    /** Slack messages, one or many events to each, which stand in the text. */
    static Arrivals ofDigests(Receiver receiver) {
        Check check = new Check();
        receiver.requests().forEach(request -> check.message(idsIn(request.body())));
        return check.result(0);
    }

    /** In the order in which they stand there. */
    static List<String> idsIn(String body) {
        return EVENT_ID.matcher(body)
                .results()
                .map(java.util.regex.MatchResult::group)
                .distinct()
                .toList();
    }

    boolean clean() {
        return outOfOrder == 0 && strayRepeats == 0 && wrongKeys == 0;
    }

    private static final class Check {
        private final Set<String> delivered = new HashSet<>();
        private final Map<String, Long> highest = new HashMap<>();
        private final Map<String, List<String>> lastMessage = new HashMap<>();
        private int repeats;
        private int outOfOrder;
        private int strayRepeats;

        void message(List<String> ids) {
            for (String id : ids) {
                String lead = SentEvent.leadOf(id);
                long sequence = SentEvent.sequenceOf(id);
                if (!delivered.add(id)) {
                    repeats++;
                    strayRepeats += lastMessage.getOrDefault(lead, List.of()).contains(id) ? 0 : 1;
                } else if (highest.merge(lead, sequence, Math::max) > sequence) {
                    outOfOrder++;
                }
            }
            ids.forEach(id -> lastMessage.put(SentEvent.leadOf(id), ids));
        }

        Arrivals result(int wrongKeys) {
            return new Arrivals(Set.copyOf(delivered), repeats, outOfOrder, strayRepeats, wrongKeys);
        }
    }
}
