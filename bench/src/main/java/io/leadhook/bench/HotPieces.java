package io.leadhook.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the JMH benchmarks, which sit in the packages of the classes that they measure. */
final class HotPieces {
    private HotPieces() {}

    static void run(boolean quick, Report report) {
        Options options = new OptionsBuilder()
                .include("io\\.leadhook\\..*Benchmark")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(quick ? 1 : 2)
                .warmupIterations(quick ? 1 : 5)
                .warmupTime(TimeValue.milliseconds(quick ? 300 : 1_000))
                .measurementIterations(quick ? 2 : 5)
                .measurementTime(TimeValue.milliseconds(quick ? 300 : 1_000))
                .build();
        try {
            for (RunResult benchmark : new Runner(options).run()) {
                Result<?> result = benchmark.getPrimaryResult();
                report.hotPiece(result.getLabel(), result.getScore(), result.getScoreError());
            }
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH has failed", e);
        }
    }
}
