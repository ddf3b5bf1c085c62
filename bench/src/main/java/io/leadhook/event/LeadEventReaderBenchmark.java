package io.leadhook.event;

import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A canonical event, of which nothing has to be rewritten: as senders post them, and with a lead of 20 kB. */
@State(Scope.Thread)
public class LeadEventReaderBenchmark {
    @Param({"100", "20000"})
    int notes;

    private final LeadEventReader reader = new LeadEventReader();
    private byte[] body;

    @Setup
    public void write() {
        body = """
                {"event_id":"evt_7","event_type":"lead.updated","timestamp":"2026-11-23T10:00:00Z","sequence":7,
                 "payload":{"lead":{"id":"lead_42","email":"ada@example.com","score":82,"notes":"%s"},
                            "changes":{"score":{"old":80,"new":82}}}}""".formatted("n".repeat(notes)).getBytes(StandardCharsets.UTF_8);
        if (!(read() instanceof LeadEventReader.Readable)) {
            throw new IllegalStateException("the event cannot be read: " + read());
        }
    }

    @Benchmark
    public Object read() {
        return reader.read("leads", SourceProfile.CANONICAL, body);
    }
}
