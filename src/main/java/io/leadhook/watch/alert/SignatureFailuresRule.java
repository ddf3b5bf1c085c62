package io.leadhook.watch.alert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** A burst of refused signatures since the last look. It sees the requests of this replica alone. */
@Component
class SignatureFailuresRule implements AlertRule {
    private final MeterRegistry meters;
    private final AlertProperties limits;
    private Map<String, Double> before = Map.of();

    SignatureFailuresRule(MeterRegistry meters, AlertProperties limits) {
        this.meters = meters;
        this.limits = limits;
    }

    @Override
    public List<Symptom> look(Instant now) {
        Map<String, Double> counted = new HashMap<>();
        for (Counter counter : meters.find("leadhook.signature.failures").counters()) {
            counted.merge(String.valueOf(counter.getId().getTag("source")), counter.count(), Double::sum);
        }
        Map<String, Double> last = before;
        before = counted;
        return new TreeMap<>(counted)
                .entrySet().stream()
                        .filter(source -> source.getValue() - last.getOrDefault(source.getKey(), source.getValue())
                                >= limits.signatureFailures())
                        .map(source -> new Symptom(
                                "signatures " + source.getKey(),
                                "source %s: %.0f requests with a wrong signature since the last look; a secret was changed on one side, or somebody tries"
                                        .formatted(
                                                source.getKey(),
                                                source.getValue() - last.getOrDefault(source.getKey(), 0.0))))
                        .toList();
    }
}
