package io.leadhook.bench;

import java.time.Duration;

/**
 * How long and how much. The quick one shows that everything works and roughly where things stand; its figures are not to
 * be published.
 *
 * @param connections of the load generator
 * @param warmUp at full speed, before anything counts, at most
 * @param warmUpRound of it, after which it may be over
 * @param shortWarmUp where a program is compared with nothing but itself
 * @param load at full speed
 * @param most events signed in advance for a second at full speed
 * @param steady load at a constant rate
 * @param oneLead events of the one lead that has so many
 * @param backlog events that wait for a paused destination
 * @param starts from which the median is taken
 * @param settle between the start and a look at a program at rest
 */
record Scale(
        int connections,
        Duration warmUp,
        Duration warmUpRound,
        Duration shortWarmUp,
        Duration load,
        int most,
        Duration steady,
        int oneLead,
        int backlog,
        int starts,
        Duration settle) {
    static Scale of(boolean quick) {
        return quick
                ? new Scale(
                        64,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2),
                        25_000,
                        Duration.ofSeconds(3),
                        5_000,
                        50_000,
                        1,
                        Duration.ofSeconds(1))
                : new Scale(
                        64,
                        Duration.ofSeconds(300),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(10),
                        25_000,
                        Duration.ofSeconds(20),
                        100_000,
                        1_000_000,
                        3,
                        Duration.ofSeconds(10));
    }
}
