package io.leadhook.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A piece of network that fails as it is told, between the program and a server on loopback. Thread-safe.
 *
 * <p>A connection that was once in a black hole stays there: what it has swallowed cannot come back.
 */
public final class FaultProxy implements AutoCloseable {
    /** How PostgreSQL says that a commit is done. */
    private static final String COMMITTED = "COMMIT\0";

    private static final int CONNECT_MS = 2_000;

    private final ServerSocket listener;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean dropCommitReply = new AtomicBoolean();
    private final AtomicLong droppedReplies = new AtomicLong();
    private volatile boolean blackHole;
    private volatile long delayMs;
    private volatile long cutAfterBytes = Long.MAX_VALUE;

    public FaultProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** No byte comes through any more, and no connection ends; new ones are taken and hear nothing. */
    public void blackHole() {
        blackHole = true;
        links.forEach(link -> link.swallowed = true);
    }

    /** New connections work again. */
    public void heal() {
        blackHole = false;
        delayMs = 0;
        cutAfterBytes = Long.MAX_VALUE;
    }

    /** All connections end with a reset, in the middle of whatever they carry. */
    public void reset() {
        links.forEach(Link::reset);
    }

    /** From now on each packet takes so much longer. */
    public void delay(long millis) {
        delayMs = millis;
    }

    /** From now on a connection is reset when the server has sent so many bytes over it. */
    public void cutAfter(long bytes) {
        cutAfterBytes = bytes;
    }

    /** The next commit is done by the server, and its answer never arrives. */
    public void dropNextCommitReply() {
        dropCommitReply.set(true);
    }

    public long droppedReplies() {
        return droppedReplies.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
        threads.shutdownNow();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket();
                Link link = new Link(client, server);
                links.add(link);
                link.swallowed = blackHole;
                try {
                    server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MS);
                } catch (IOException serverIsAway) {
                    link.reset();
                    continue;
                }
                threads.execute(() -> link.pump(client, server, false));
                threads.execute(() -> link.pump(server, client, true));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean swallowed;
        private long fromServer;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pump(Socket from, Socket to, boolean answers) {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    if (delayMs > 0) {
                        Thread.sleep(delayMs);
                    }
                    if (swallowed) {
                        continue;
                    }
                    if (answers && isToBeCut(buffer, length)) {
                        break;
                    }
                    out.write(buffer, 0, length);
                    out.flush();
                }
            } catch (IOException ended) {
                // by one of the two sides; the other one is told below
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!swallowed) {
                reset();
            }
        }

        private boolean isToBeCut(byte[] buffer, int length) {
            fromServer += length;
            boolean dropped = new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(COMMITTED)
                    && dropCommitReply.compareAndSet(true, false);
            if (dropped) {
                droppedReplies.incrementAndGet();
            }
            return dropped || fromServer > cutAfterBytes;
        }

        void reset() {
            links.remove(this);
            for (Socket socket : new Socket[] {client, server}) {
                try {
                    socket.setSoLinger(true, 0);
                    socket.close();
                } catch (IOException alreadyClosed) {
                    // which is what is wanted
                }
            }
        }
    }
}
