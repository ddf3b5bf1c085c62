package io.leadhook.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Parks a destination that is down: while it is open nothing is sent but, now and then, one real delivery that probes.
 * When that succeeds, the number of attempts at once climbs 1, 2, 4 … so that a receiver that has just come back is not
 * overrun. Thread-safe.
 */
final class Breaker {
    private final CircuitBreaker circuit;
    private final Clock clock;
    private volatile @Nullable Instant closedAt;

    Breaker(String destination, DeliveryProperties.BreakerProperties properties, Clock clock) {
        this.clock = clock;
        this.circuit = CircuitBreaker.of(
                destination,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.TIME_BASED)
                        .slidingWindowSize((int) properties.window().toSeconds())
                        .minimumNumberOfCalls(properties.minimum())
                        .failureRateThreshold((float) (properties.failureRate() * 100))
                        .waitDurationInOpenState(properties.probeAfter())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(clock)
                        .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                        .build());
        circuit.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition() == CircuitBreaker.StateTransition.HALF_OPEN_TO_CLOSED) {
                closedAt = clock.instant();
            }
        });
    }

    /** Asks for one attempt. Whoever gets it must report its {@link #record outcome}. */
    boolean permits() {
        return circuit.tryAcquirePermission();
    }

    /** The permitted attempt was not made. */
    void release() {
        circuit.releasePermission();
    }

    void record(Outcome outcome) {
        if (outcome instanceof Outcome.Retryable) {
            circuit.onError(0, TimeUnit.MILLISECONDS, Failed.INSTANCE);
        } else if (outcome instanceof Outcome.Delivered || isProbing()) {
            // To a probe, an answer that refuses this one event still shows that the receiver is back.
            circuit.onSuccess(0, TimeUnit.MILLISECONDS);
        } else {
            release();
        }
    }

    boolean isOpen() {
        return circuit.getState() != CircuitBreaker.State.CLOSED;
    }

    /** Whether not even a probe may be sent. */
    boolean isParked() {
        return circuit.getState() == CircuitBreaker.State.OPEN;
    }

    /** How many attempts may be under way at once, while it closes again. */
    int ramp(int concurrency) {
        Instant since = closedAt;
        if (since == null) {
            return concurrency;
        }
        long seconds = Duration.between(since, clock.instant()).toSeconds();
        return seconds >= 8 ? concurrency : Math.min(concurrency, 1 << Math.max(0, seconds));
    }

    private boolean isProbing() {
        return circuit.getState() == CircuitBreaker.State.HALF_OPEN;
    }

    /** The circuit wants an exception; only its being one matters. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final Failed INSTANCE = new Failed();

        private Failed() {
            super("attempt failed", null, false, false);
        }
    }
}
