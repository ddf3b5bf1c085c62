package io.leadhook.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver on loopback that answers as no receiver should. One request to a connection. Thread-safe. */
public final class BadReceiver implements AutoCloseable {
    /** What it does with a request. */
    public enum Manner {
        /** As it should: 200. */
        WELL,
        /** Hangs up. */
        DEAD,
        /** A byte now and then, without end. */
        DRIPPING,
        /** What is no HTTP. */
        GARBAGE,
        /** 50 MB under a status that fails. */
        HUGE
    }

    private static final int HUGE_BYTES = 50 << 20;

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Manner manner = Manner.WELL;

    public BadReceiver() {
        try {
            server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public void become(Manner newManner) {
        manner = newManner;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    public int requests() {
        return requests.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket accepted) {
        try (Socket socket = accepted) {
            readRequest(socket.getInputStream());
            requests.incrementAndGet();
            answer(socket.getOutputStream());
        } catch (IOException hungUp) {
            // The hub has had enough, which is what it is to do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(OutputStream out) throws IOException, InterruptedException {
        switch (manner) {
            case WELL -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            case DEAD -> {}
            case GARBAGE -> write(out, "\u0000\u0001 what? \r\n\r\n\r\n".repeat(20));
            case HUGE -> {
                write(out, "HTTP/1.1 503 Busy\r\nContent-Length: " + HUGE_BYTES + "\r\nConnection: close\r\n\r\n");
                // One word without an end, which is the dearest there is to look for secrets in.
                byte[] part = new byte[1 << 16];
                Arrays.fill(part, (byte) 'x');
                for (int sent = 0; sent < HUGE_BYTES; sent += part.length) {
                    out.write(part);
                }
            }
            case DRIPPING -> {
                write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\nConnection: close\r\n\r\n");
                while (manner == Manner.DRIPPING) {
                    write(out, "x");
                    Thread.sleep(100);
                }
            }
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Head and, by its length, body. */
    private static void readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        int at = head.toString().toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
        if (at >= 0) {
            int length = Integer.parseInt(
                    head.substring(at + 15, head.indexOf("\r\n", at)).strip());
            in.skipNBytes(length);
        }
    }

    @Override
    public void close() {
        manner = Manner.DEAD;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
