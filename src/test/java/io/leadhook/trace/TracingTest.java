package io.leadhook.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leadhook.testing.Hub;
import io.leadhook.testing.Receiver;
import io.leadhook.testing.Sender;
import io.leadhook.testing.SentEvent;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real collector sees of a real hub. */
class TracingTest {
    @TempDir
    Path folder;

    private final Receiver crm = new Receiver();
    private final Receiver scoring = new Receiver();
    private final Collector collector = new Collector();

    @AfterEach
    void close() {
        crm.close();
        scoring.close();
        collector.close();
    }

    private Hub hub() {
        return new Hub(folder)
                .with("CRM_URL", crm.url())
                .with("SCORING_URL", scoring.url())
                .with("leadhook.delivery.retry-delays", "100ms,100ms,1h")
                .with("leadhook.report.enabled", "false");
    }

    private Hub traced() {
        return hub().with("leadhook.tracing.endpoint", collector.url())
                .with("leadhook.tracing.headers.X-Collector-Key", "k1");
    }

    @Test
    void an_event_is_one_trace_from_the_webhook_through_the_dispatch_to_each_attempt() {
        crm.answer(request -> request.attempt() < 2 ? 503 : 200);
        try (Hub hub = traced().start()) {
            new Sender(hub.webhooksUrl()).post(SentEvent.created("lead_1", 1));
            await().until(() -> collector.spans().size() == 5);
        }
        Span receive = only("receive leads");
        Span dispatch = only("dispatch");
        List<Span> toCrm = collector.spans("deliver to crm");
        Span toScoring = only("deliver to scoring");

        assertThat(collector.spans()).extracting(Collector::trace).containsOnly(Collector.trace(receive));
        assertThat(receive.getParentSpanId().isEmpty()).isTrue();
        assertThat(Collector.parent(dispatch)).isEqualTo(Collector.id(receive));
        assertThat(toCrm).hasSize(2).extracting(Collector::parent).containsOnly(Collector.id(dispatch));
        assertThat(Collector.parent(toScoring)).isEqualTo(Collector.id(dispatch));
        assertThat(collector.spans()).extracting(Collector::id).doesNotHaveDuplicates();

        assertThat(toCrm)
                .extracting(span -> Collector.attribute(span, "leadhook.attempt"))
                .containsExactly("1", "2");
        assertThat(toCrm)
                .extracting(span -> Collector.attribute(span, "http.response.status_code"))
                .containsExactly("503", "200");
        assertThat(toCrm)
                .extracting(span -> span.getStatus().getCode())
                .containsExactly(StatusCode.STATUS_CODE_ERROR, StatusCode.STATUS_CODE_UNSET);
        assertThat(Collector.attribute(dispatch, "leadhook.deliveries")).isEqualTo("2");
        assertThat(collector.spans())
                .extracting(span -> Collector.attribute(span, "messaging.message.id"))
                .containsOnly(SentEvent.idOf("lead_1", 1));
        assertThat(collector.keys()).containsOnly("k1");
        assertThat(crm.requests())
                .extracting(Receiver.Request::traceparent)
                .as("the receiver can go on with the trace")
                .containsExactlyElementsOf(toCrm.stream()
                        .map(span -> "00-" + Collector.trace(span) + "-" + Collector.id(span) + "-01")
                        .toList());
    }

    @Test
    void a_delivery_after_a_restart_is_in_the_trace_of_its_webhook() {
        Hub hub = traced().start();
        hub.api().post("/api/destinations/crm/pause", "");
        new Sender(hub.webhooksUrl()).post(SentEvent.created("lead_1", 1));
        await().until(() -> scoring.requests().size() == 1);
        hub.stop();
        assertThat(collector.spans("deliver to crm")).isEmpty();

        try (Hub again = traced().start()) {
            again.api().post("/api/destinations/crm/resume", "");
            await().until(() -> !collector.spans("deliver to crm").isEmpty());
        }
        assertThat(Collector.trace(only("deliver to crm"))).isEqualTo(Collector.trace(only("receive leads")));
        assertThat(Collector.parent(only("deliver to crm"))).isEqualTo(Collector.id(only("dispatch")));
    }

    @Test
    void a_collector_that_is_away_disturbs_nobody() {
        collector.close();
        try (Hub hub = traced().start()) {
            new Sender(hub.webhooksUrl()).post(SentEvent.created("lead_1", 1));
            await().until(() -> crm.requests().size() == 1);
        }
    }

    @Test
    void it_is_off_by_default_and_receivers_get_no_header_of_it() {
        try (Hub hub = hub().start()) {
            assertThat(hub.bean(Traces.class)).isSameAs(Traces.OFF);
            new Sender(hub.webhooksUrl()).post(SentEvent.created("lead_1", 1));
            await().until(() -> crm.requests().size() == 1);
        }
        assertThat(crm.requests()).extracting(Receiver.Request::traceparent).containsOnlyNulls();
        assertThat(collector.keys()).isEmpty();
    }

    @Test
    void a_sample_has_whole_traces_or_none() {
        TracingProperties half = new TracingProperties(URI.create(collector.url()), 0.5, Map.of());
        OtlpTraces traces = (OtlpTraces) OtlpExport.of(half, Clock.systemUTC());
        TracedAttempt attempt = new TracedAttempt("crm", 1, traces.now());
        for (int i = 0; i < 200; i++) {
            TracedEvent event =
                    new TracedEvent("leads", "evt_" + i, null, Clock.systemUTC().instant());
            traces.received(event, traces.now());
            traces.dispatched(event, traces.now(), 1);
            traces.attempted(event, attempt, true, 200);
            assertThat(traces.traceparent(event, attempt)).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
        }
        traces.close();

        long whole = collector.spans("dispatch").size();
        assertThat(whole).isBetween(50L, 150L);
        assertThat(collector.spans()).hasSize((int) whole * 3);
    }

    @Test
    void faults_of_the_configuration_are_named() {
        assertThatThrownBy(() -> new TracingProperties(null, 1.5, Map.of()))
                .hasMessage("leadhook.tracing.sample is 1.5; allowed: 0 to 1");
        assertThatThrownBy(() -> new TracingProperties(URI.create("collector:4317"), 1, Map.of()))
                .hasMessageContaining("leadhook.tracing.endpoint is collector:4317")
                .hasMessageContaining("http://localhost:4318/v1/traces");
        assertThat(new TracingProperties(URI.create(""), 1, Map.of()).isOn()).isFalse();
    }

    private Span only(String name) {
        assertThat(collector.spans(name)).as(name).hasSize(1);
        return collector.spans(name).get(0);
    }
}
