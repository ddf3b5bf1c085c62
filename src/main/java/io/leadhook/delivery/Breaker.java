package io.leadhook.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Parks a destination that is down: while it is open nothing is sent but, now and then, one real delivery that probes.
 * After as many successes as a busy destination has had lately it opens late; until then, a destination whose attempts all
 * fail is in doubt, and gets one at a time, so that neither its receiver nor the other destinations are worn out by
 * failures. When one succeeds, the number of attempts at once climbs 1, 2, 4 … so that a receiver that has just come back
 * is not overrun. Thread-safe.
 */
final class Breaker {
    /** So many seconds after it has come back a receiver is as good as any other. */
    private static final long ALL_BACK = 8;

    private final CircuitBreaker circuit;
    private final int minimum;
    private final Clock clock;
    private final AtomicInteger failedInARow = new AtomicInteger();
    private volatile @Nullable Instant backAt;

    Breaker(String destination, DeliveryProperties.BreakerProperties properties, Clock clock) {
        this.minimum = properties.minimum();
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
                backAt = clock.instant();
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
            failedInARow.incrementAndGet();
            circuit.onError(0, TimeUnit.MILLISECONDS, Failed.INSTANCE);
            return;
        }
        if (failedInARow.getAndSet(0) >= minimum) {
            backAt = clock.instant();
        }
        if (outcome instanceof Outcome.Delivered || isProbing()) {
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

    /** Whether it is parked, or as many attempts in a row have failed as it takes to open. */
    boolean isInDoubt() {
        return isParked() || failedInARow.get() >= minimum;
    }

    /**
     * How many attempts may be under way at once, where that is bounded: one while the receiver is in doubt; and, when it has
     * come back, more and more until it is as many as there are workers.
     */
    OptionalInt bound(int concurrency) {
        if (isInDoubt()) {
            return OptionalInt.of(1);
        }
        Instant since = backAt;
        long seconds = since == null
                ? ALL_BACK
                : Duration.between(since, clock.instant()).toSeconds();
        if (seconds >= ALL_BACK) {
            return OptionalInt.empty();
        }
        int ramp = 1 << Math.max(0, seconds);
        return ramp < concurrency ? OptionalInt.of(ramp) : OptionalInt.empty();
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
