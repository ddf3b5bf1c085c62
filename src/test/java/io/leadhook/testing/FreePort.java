package io.leadhook.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds ports on loopback that nobody listens on. Below those that systems give to whoever connects somewhere, so that
 * none is taken before it is used; each once; and each of the JVMs in which the tests of a build run has its own.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int RANGE = 3_000;
    private static final int JVM = Integer.getInteger("leadhook.tests.jvm", 1);

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(RANGE));

    private FreePort() {}

    public static int find() {
        for (int tries = 0; tries < RANGE; tries++) {
            int port = FIRST + JVM * RANGE + NEXT.getAndIncrement() % RANGE;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + (FIRST + JVM * RANGE) + " on");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
