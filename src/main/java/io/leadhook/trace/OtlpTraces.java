package io.leadhook.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans with OpenTelemetry's SDK. They leave in batches from a thread of the SDK; what the collector does not take
 * is dropped, and the log says so. Whether an event is among the sample follows from its trace's id, so all replicas
 * agree.
 */
final class OtlpTraces implements Traces, AutoCloseable {
    private static final long CLOSE_SECONDS = 5;

    private final GivenIds ids = new GivenIds();
    private final Clock clock;
    private final Sampler sampler;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** @param sample the share of events whose traces are told, 0 to 1 */
    OtlpTraces(SpanProcessor processor, double sample, Clock clock) {
        this.clock = clock;
        this.sampler = Sampler.traceIdRatioBased(sample);
        this.provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setSampler(sampler)
                .setResource(Resource.getDefault()
                        .merge(Resource.builder()
                                .put("service.name", "leadhook")
                                .build()))
                .addSpanProcessor(processor)
                .build();
        this.tracer = provider.get("io.leadhook");
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public long now() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public void received(TracedEvent event, long from) {
        SpanBuilder span = tracer.spanBuilder("receive " + event.source()).setSpanKind(SpanKind.SERVER);
        end(begin(span, event, null, TraceIds.receive(event), from, about(event, "receive")), StatusCode.UNSET);
    }

    @Override
    public void dispatched(TracedEvent event, long from, long deliveries) {
        SpanBuilder span = tracer.spanBuilder("dispatch").setSpanKind(SpanKind.INTERNAL);
        AttributesBuilder attributes = about(event, "process").put("leadhook.deliveries", deliveries);
        end(begin(span, event, TraceIds.receive(event), TraceIds.dispatch(event), from, attributes), StatusCode.UNSET);
    }

    @Override
    public String traceparent(TracedEvent event, TracedAttempt attempt) {
        String trace = TraceIds.trace(event);
        SamplingDecision decision = sampler.shouldSample(
                        Context.root(), trace, "", SpanKind.CLIENT, Attributes.empty(), List.of())
                .getDecision();
        return "00-" + trace + "-" + TraceIds.attempt(event, attempt)
                + (decision == SamplingDecision.RECORD_AND_SAMPLE ? "-01" : "-00");
    }

    @Override
    public void attempted(TracedEvent event, TracedAttempt attempt, boolean delivered, @Nullable Integer status) {
        SpanBuilder span =
                tracer.spanBuilder("deliver to " + attempt.destination()).setSpanKind(SpanKind.CLIENT);
        AttributesBuilder attributes = about(event, "send")
                .put("messaging.destination.name", attempt.destination())
                .put("leadhook.attempt", attempt.number());
        if (status != null) {
            attributes.put("http.response.status_code", status);
        }
        end(
                begin(
                        span,
                        event,
                        TraceIds.dispatch(event),
                        TraceIds.attempt(event, attempt),
                        attempt.from(),
                        attributes),
                delivered ? StatusCode.UNSET : StatusCode.ERROR);
    }

    private static AttributesBuilder about(TracedEvent event, String operation) {
        AttributesBuilder attributes = Attributes.builder()
                .put("messaging.system", "leadhook")
                .put("messaging.operation.type", operation)
                .put("messaging.message.id", event.eventId())
                .put("leadhook.source", event.source());
        return event.type() == null ? attributes : attributes.put("leadhook.event.type", event.type());
    }

    /** One at a time: the SDK asks for the ids while it makes the span. */
    private synchronized Span begin(
            SpanBuilder span,
            TracedEvent event,
            @Nullable String parent,
            String id,
            long from,
            AttributesBuilder attributes) {
        String trace = TraceIds.trace(event);
        ids.next(trace, id);
        return span.setParent(parent == null ? Context.root() : below(trace, parent))
                .setStartTimestamp(from, TimeUnit.NANOSECONDS)
                .setAllAttributes(attributes.build())
                .startSpan();
    }

    private static Context below(String trace, String parent) {
        SpanContext context =
                SpanContext.createFromRemoteParent(trace, parent, TraceFlags.getSampled(), TraceState.getDefault());
        return Context.root().with(Span.wrap(context));
    }

    private void end(Span span, StatusCode status) {
        span.setStatus(status);
        span.end(now(), TimeUnit.NANOSECONDS);
    }

    /** What is waiting to leave has so many seconds. */
    @Override
    public void close() {
        provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
