package io.leadhook.receive;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends mutated requests to a running hub and counts what it answers: {@code FuzzMain PORT REQUESTS SECRET [SEED]}. Ends
 * with 1 if anything was answered 5xx, if a forged request was answered anything but 401, or if the hub does not take a good event afterwards. See docs/fuzzing.md.
 */
final class FuzzMain {
    private static final Set<String> FORGED = Set.of(FuzzRequests.FORGED_BODY, FuzzRequests.FORGED_SIGNATURE);
    private static final int WORKERS = 8;
    private static final int PIPELINE = 40;
    private static final int NO_ANSWER_MILLIS = 120;
    private static final int ANSWER_MILLIS = 60_000;

    private final int port;
    private final AtomicLong left;
    private final String secret;
    private final Map<String, Map<String, LongAdder>> answers = new ConcurrentHashMap<>();

    private FuzzMain(int port, long requests, String secret) {
        this.port = port;
        this.left = new AtomicLong(requests);
        this.secret = secret;
    }

    public static void main(String... arguments) throws Exception {
        long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : 20_261_123;
        FuzzMain fuzz = new FuzzMain(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]), arguments[2]);
        long start = System.nanoTime();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            FuzzRequests requests = new FuzzRequests(seed + i, fuzz.secret);
            Thread worker = new Thread(() -> fuzz.work(requests), "fuzz-" + i);
            worker.start();
            workers.add(worker);
        }
        for (Thread worker : workers) {
            worker.join();
        }
        System.out.printf("seed %d, %d s%n", seed, (System.nanoTime() - start) / 1_000_000_000);
        System.exit(fuzz.report() ? 0 : 1);
    }

    private void work(FuzzRequests requests) {
        while (left.addAndGet(-PIPELINE) > -PIPELINE) {
            try {
                pipeline(requests);
                for (int i = 0; i < PIPELINE / 10; i++) {
                    if (left.decrementAndGet() >= 0) {
                        alone(requests);
                    }
                }
            } catch (IOException e) {
                count("pipeline", "i/o error: " + e.getClass().getSimpleName());
            }
        }
    }

    /** Requests whose head is sound share a connection; answers come in their order. */
    private void pipeline(FuzzRequests requests) throws IOException {
        List<FuzzRequests.Request> sent = new ArrayList<>();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            for (int i = 0; i < PIPELINE; i++) {
                FuzzRequests.Request request = requests.withSoundHead();
                sent.add(request);
                socket.getOutputStream().write(request.bytes());
            }
            for (FuzzRequests.Request request : sent) {
                count(request.kind(), status(socket.getInputStream()));
            }
        }
    }

    /** A request with a spoilt head may be anything, also half a request: it gets a connection, and little time. */
    private void alone(FuzzRequests requests) {
        FuzzRequests.Request request = requests.withSpoiltHead();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(NO_ANSWER_MILLIS);
            socket.getOutputStream().write(request.bytes());
            count(request.kind(), status(socket.getInputStream()));
        } catch (IOException e) {
            count(request.kind(), "closed");
        }
    }

    private static String status(InputStream in) throws IOException {
        try {
            int status = RawHttp.read(in).status();
            return status == 0 ? "closed" : status < 0 ? "waits for more" : String.valueOf(status);
        } catch (SocketTimeoutException e) {
            return "waits for more";
        }
    }

    private void count(String kind, String answer) {
        answers.computeIfAbsent(kind, one -> new ConcurrentHashMap<>())
                .computeIfAbsent(answer, one -> new LongAdder())
                .increment();
    }

    private boolean report() throws IOException {
        Map<String, Long> total = new TreeMap<>();
        new TreeMap<>(answers).forEach((kind, counts) -> {
            System.out.println(kind + " " + new TreeMap<>(counts));
            counts.forEach((answer, count) -> total.merge(answer, count.sum(), Long::sum));
        });
        long all = total.values().stream().mapToLong(Long::longValue).sum();
        System.out.println("answers " + total + ", " + all + " in all");
        byte[] body = FuzzRequests.event("after-the-fuzz").getBytes(StandardCharsets.UTF_8);
        int good = RawHttp.send(port, FuzzRequests.signed(secret, body)).status();
        System.out.println("a good event afterwards: " + good);
        boolean forged = answers.entrySet().stream()
                .filter(each -> FORGED.contains(each.getKey()))
                .anyMatch(each -> !each.getValue().keySet().equals(Set.of("401")));
        System.out.println("forged requests were answered 401 only: " + !forged);
        return !forged && good == 200 && total.keySet().stream().noneMatch(answer -> answer.matches("5[0-9]{2}"));
    }
}
