package io.leadhook.bench;

import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
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
                .shouldFailOnError(true)
                .forks(quick ? 1 : 2)
                .warmupIterations(quick ? 1 : 5)
                .warmupTime(TimeValue.milliseconds(quick ? 300 : 1_000))
                .measurementIterations(quick ? 2 : 5)
                .measurementTime(TimeValue.milliseconds(quick ? 300 : 1_000))
                .build();
        try {
            for (RunResult benchmark : new Runner(options).run()) {
                Result<?> result = benchmark.getPrimaryResult();
                report.hotPiece(name(benchmark.getParams()), result.getScore(), result.getScoreError());
            }
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH has failed", e);
        }
    }

    /** Such as {@code LanesBenchmark.passOne (leads 40)}. */
    private static String name(BenchmarkParams benchmark) {
        String method = benchmark.getBenchmark();
        String parameters = benchmark.getParamsKeys().stream()
                .map(key -> key + " " + benchmark.getParam(key))
                .collect(Collectors.joining(", "));
        return method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1) + " (" + parameters + ")";
    }
}
