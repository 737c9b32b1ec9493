package org.packetboat.connectors.smtp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.packetboat.protocols.modem.Pacer;

/**
 * Lets the bytes of a connection go no faster than its route says. Several connections may share a pacer; then they
 * have its rate together, and all run on one thread. Bytes count as left when the system has taken them.
 */
public final class PacedWrites extends ChannelOutboundHandlerAdapter {
    /** Smaller ones would be more header than content. */
    private static final int SMALLEST_PIECE = 512;

    private record Waiting(ByteBuf bytes, ChannelPromise promise) {}

    private final Pacer pacer;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private Optional<ChannelHandlerContext> connection = Optional.empty();
    private Optional<Future<?>> scheduled = Optional.empty();

    public PacedWrites(Pacer pacer) {
        this.pacer = pacer;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        connection = Optional.of(context);
    }

    /** The rate of the pacer is another one: what waits goes by it. */
    public void paceChanged() {
        scheduled.ifPresent(waits -> waits.cancel(false));
        scheduled = Optional.empty();
        connection.ifPresent(this::send);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (waiting.isEmpty() && pacer.isUnlimited()) {
            context.write(message, promise);
            return;
        }
        waiting.add(new Waiting((ByteBuf) message, promise));
        send(context);
    }

    private void send(ChannelHandlerContext context) {
        while (!waiting.isEmpty() && scheduled.isEmpty()) {
            long nanos = pacer.untilFree(System.nanoTime());
            if (nanos > 0) later(context, nanos);
            else piece(context, waiting.peek());
        }
    }

    private void later(ChannelHandlerContext context, long nanos) {
        scheduled = Optional.of(context.executor().schedule(() -> {
            scheduled = Optional.empty();
            send(context);
        }, nanos, TimeUnit.NANOSECONDS));
    }

    private void piece(ChannelHandlerContext context, Waiting first) {
        int length = Math.min(Math.max(pacer.piece(), SMALLEST_PIECE), first.bytes().readableBytes());
        pacer.sent(length, System.nanoTime());
        if (length < first.bytes().readableBytes()) {
            context.writeAndFlush(first.bytes().readRetainedSlice(length));
        } else {
            waiting.remove();
            context.writeAndFlush(first.bytes(), first.promise());
        }
    }

    /** What waits has nobody to go to. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        connection = Optional.empty();
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            one.bytes().release();
            one.promise().tryFailure(new ClosedChannelException());
        }
    }
}
