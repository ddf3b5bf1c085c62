package io.leadhook.proof;

import io.leadhook.testing.SentEvent;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The endless lives of some leads, told in turn: created, then updated and scored again and again. For one sender. */
final class LeadLives implements Supplier<SentEvent> {
    private final List<String> leads;
    private long told;

    LeadLives(List<String> leads) {
        this.leads = List.copyOf(leads);
    }

    /** One for each of so many senders. */
    static List<Supplier<SentEvent>> of(int senders, int leadsEach) {
        return IntStream.range(0, senders)
                .mapToObj(sender -> (Supplier<SentEvent>) new LeadLives(IntStream.range(0, leadsEach)
                        .mapToObj(lead -> "lead" + (sender * leadsEach + lead))
                        .toList()))
                .toList();
    }

    @Override
    public SentEvent get() {
        String lead = leads.get((int) (told % leads.size()));
        long sequence = told / leads.size() + 1;
        told++;
        if (sequence == 1) {
            return SentEvent.created(lead, 1);
        }
        return sequence % 3 == 0 ? SentEvent.scored(lead, sequence) : SentEvent.updated(lead, sequence);
    }
}
