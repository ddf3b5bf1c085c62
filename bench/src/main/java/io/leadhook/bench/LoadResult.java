package io.leadhook.bench;

/**
 * What came of sending.
 *
 * @param accepted requests answered 200
 * @param refused requests answered otherwise
 * @param startedNanos of {@link System#nanoTime}
 * @param seconds from the first request to the last answer
 * @param acknowledged from sending, or from when it should have been sent, to the answer
 */
record LoadResult(long accepted, long refused, long startedNanos, double seconds, Percentiles acknowledged) {
    double perSecond() {
        return accepted / seconds;
    }
}
