package io.leadhook.trace;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Clock;

/** Sends spans to a collector, by protobuf over HTTP. */
final class OtlpExport {
    private OtlpExport() {}

    static Traces of(TracingProperties properties, Clock clock) {
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(String.valueOf(properties.endpoint()));
        properties.headers().forEach(exporter::addHeader);
        return new OtlpTraces(BatchSpanProcessor.builder(exporter.build()).build(), properties.sample(), clock);
    }
}
