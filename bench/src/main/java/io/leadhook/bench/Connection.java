package io.leadhook.bench;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One connection of the load generator. All but {@link #close} happens on its event loop. */
final class Connection extends SimpleChannelInboundHandler<FullHttpResponse> {
    private record Due(int index, long at) {}

    private final int stride;
    private final PreSigned events;
    private final SentTimes times;
    private final Tally tally;
    private final Queue<Due> waiting = new ArrayDeque<>();
    private int nextOwn;
    private boolean closedLoop;
    private @Nullable Due underWay;
    private volatile @Nullable Channel channel;
    private volatile boolean closing;

    Connection(int first, int stride, PreSigned events, SentTimes times, Tally tally) {
        this.nextOwn = first;
        this.stride = stride;
        this.events = events;
        this.times = times;
        this.tally = tally;
    }

    /** Sends every event of its own, the next when the last is answered, until there are none or time is up. */
    void sendOwn() {
        closedLoop = true;
        long now = System.nanoTime();
        if (nextOwn >= events.size() || tally.isTimeUp(now)) {
            tally.connectionDone();
            return;
        }
        send(new Due(nextOwn, now));
        nextOwn += stride;
    }

    void sendWhenFree(int index, long due) {
        Due next = new Due(index, due);
        if (underWay == null) {
            send(next);
        } else {
            waiting.add(next);
        }
    }

    private void send(Due due) {
        underWay = due;
        times.sent(due.index(), due.at());
        Channel open = channel;
        if (open != null) {
            open.writeAndFlush(Unpooled.wrappedBuffer(events.request(due.index())), open.voidPromise());
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse answer) {
        Due answered = underWay;
        if (answered == null) {
            tally.failed(new IllegalStateException("an answer without a request"));
            return;
        }
        underWay = null;
        tally.answered(HttpResponseStatus.OK.equals(answer.status()), System.nanoTime() - answered.at());
        if (closedLoop) {
            sendOwn();
        } else if (!waiting.isEmpty()) {
            send(waiting.remove());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!closing) {
            tally.failed(new IllegalStateException("the server has closed a connection"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        tally.failed(cause);
    }

    void close() {
        closing = true;
        Channel open = channel;
        if (open != null) {
            open.close().syncUninterruptibly();
        }
    }
}
