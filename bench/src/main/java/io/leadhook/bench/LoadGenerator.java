package io.leadhook.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Posts pre-signed requests over connections that are kept alive, one request at a time on each, from one event loop: on a
 * machine shared with what is measured, the load must cost little. Not thread-safe.
 */
final class LoadGenerator implements AutoCloseable {
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final int TICKS_PER_SECOND = 1_000;
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND;

    private final EventLoopGroup loop = new NioEventLoopGroup(1);
    private final int connections;

    LoadGenerator(int connections) {
        this.connections = connections;
    }

    int connections() {
        return connections;
    }

    /** Closed loop: each connection sends its next request when the one before it is answered. */
    LoadResult asFastAsAnswered(int port, PreSigned events, SentTimes times, Duration atMost) {
        Tally tally = new Tally(events.size(), connections);
        List<Connection> open = connect(port, events, times, tally);
        try {
            long started = System.nanoTime();
            tally.start(started, started + atMost.toNanos());
            loop.execute(() -> open.forEach(Connection::sendOwn));
            return tally.await();
        } finally {
            close(open);
        }
    }

    /**
     * Open loop: requests fall due at a constant rate, in ticks of a millisecond, whether or not the earlier ones have
     * been answered. Times count from when a request fell due, so that a stall is not forgotten.
     */
    LoadResult atConstantRate(int port, PreSigned events, SentTimes times, int perSecond) {
        Tally tally = new Tally(events.size(), connections);
        List<Connection> open = connect(port, events, times, tally);
        long started = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
        tally.start(started, Long.MAX_VALUE);
        Pacer pacer = new Pacer(open, events.size(), started, perSecond);
        ScheduledFuture<?> ticks =
                loop.scheduleAtFixedRate(pacer::tick, 50 * TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
        try {
            return tally.await();
        } finally {
            ticks.cancel(false);
            close(open);
        }
    }

    /** Hands requests that are due to their connections; lives on the event loop. */
    private static final class Pacer {
        private final List<Connection> connections;
        private final int events;
        private final long started;
        private final int perSecond;
        private int next;

        Pacer(List<Connection> connections, int events, long started, int perSecond) {
            this.connections = connections;
            this.events = events;
            this.started = started;
            this.perSecond = perSecond;
        }

        void tick() {
            long now = System.nanoTime();
            while (next < events && due(next) <= now) {
                connections.get(next % connections.size()).sendWhenFree(next, due(next));
                next++;
            }
        }

        private long due(int index) {
            return started + (long) index * TICKS_PER_SECOND / perSecond * TICK_NANOS;
        }
    }

    private List<Connection> connect(int port, PreSigned events, SentTimes times, Tally tally) {
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Connection connection = new Connection(i, connections, events, times, tally);
            Bootstrap bootstrap = new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline()
                                    .addLast(
                                            new HttpResponseDecoder(),
                                            new HttpObjectAggregator(MAX_ANSWER_BYTES),
                                            connection);
                        }
                    });
            bootstrap.connect(InetAddress.getLoopbackAddress(), port).syncUninterruptibly();
            open.add(connection);
        }
        return open;
    }

    private static void close(List<Connection> open) {
        open.forEach(Connection::close);
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
