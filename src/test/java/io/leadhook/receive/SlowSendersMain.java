package io.leadhook.receive;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Good requests while slow ones hang: {@code SlowSendersMain PORT SLOW SECRET}. Prints the latency of the good ones
 * before, and while the slow ones wait in the middle of their body.
 */
final class SlowSendersMain {
    private static final int GOOD = 500;
    private static final int PATIENCE_MILLIS = 30_000;

    private SlowSendersMain() {}

    public static void main(String... arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int slow = Integer.parseInt(arguments[1]);
        measure("warming up", port, arguments[2]);
        measure("nobody slow", port, arguments[2]);
        List<Socket> hanging = new ArrayList<>();
        for (int i = 0; i < slow; i++) {
            Socket socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write(RawHttp.ascii(
                            "POST /webhooks/leads HTTP/1.1\r\nHost: hub\r\nContent-Length: 1000\r\n\r\n{"));
            hanging.add(socket);
        }
        measure(slow + " slow", port, arguments[2]);
        Map<Integer, Integer> answers = new TreeMap<>();
        for (Socket socket : hanging) {
            answers.merge(RawHttp.read(socket.getInputStream()).status(), 1, Integer::sum);
            socket.close();
        }
        System.out.println("the slow ones were answered " + answers);
    }

    private static void measure(String when, int port, String secret) throws IOException {
        long[] micros = new long[GOOD];
        Map<Integer, Integer> answers = new TreeMap<>();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            for (int i = 0; i < GOOD; i++) {
                byte[] body = FuzzRequests.event("slow-" + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
                long start = System.nanoTime();
                socket.getOutputStream().write(FuzzRequests.signed(secret, body));
                answers.merge(RawHttp.read(socket.getInputStream()).status(), 1, Integer::sum);
                micros[i] = (System.nanoTime() - start) / 1_000;
            }
        }
        Arrays.sort(micros);
        System.out.printf(
                "%s: %s, p50 %.1f ms, p99 %.1f ms, slowest %.1f ms%n",
                when, answers, micros[GOOD / 2] / 1e3, micros[GOOD * 99 / 100] / 1e3, micros[GOOD - 1] / 1e3);
    }
}
