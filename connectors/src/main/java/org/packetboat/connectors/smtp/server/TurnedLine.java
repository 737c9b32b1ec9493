package org.packetboat.connectors.smtp.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.packetboat.connectors.smtp.LastBytes;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.protocols.smtp.server.port.PickUp;

/**
 * A connection that came in and was turned round (RFC 2645): on it we are the client from now on. A fault of ours ends
 * it; what was sent before it is closed has ten seconds to leave.
 */
final class TurnedLine implements Line {
    private final ChannelHandlerContext context;
    private final InstantSource clock;
    private Optional<SessionDriver> driver = Optional.empty();
    private Optional<ScheduledFuture<?>> alarm = Optional.empty();
    private int leaving;

    TurnedLine(ChannelHandlerContext context, InstantSource clock) {
        this.context = context;
        this.clock = clock;
    }

    /** This session speaks on it from now on; the far side greets first. */
    void begin(PickUp.Turn.Ready ready) {
        begin(new SessionDriver(ready.session(), this, ready.supply().apply(this::stop), clock::instant));
    }

    void begin(SessionDriver owner) {
        driver = Optional.of(owner);
        tell(new Event.Connected());
    }

    private void stop(boolean now, String why) {
        later(() -> tell(new Event.Stop(now, why)));
    }

    void received(byte[] bytes) {
        tell(new Event.Received(bytes));
    }

    void lost() {
        alarm.ifPresent(ringing -> ringing.cancel(false));
        tell(new Event.Lost("closed by the caller"));
    }

    private void tell(Event event) {
        driver.ifPresent(owner -> guarded(() -> owner.on(event)));
    }

    /** Netty would keep what is thrown to itself. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error broken) {
            context.pipeline().fireExceptionCaught(broken);
        }
    }

    @Override
    public void send(byte[] bytes) {
        leaving++;
        context.writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener(_ -> later(() -> {
            leaving--;
            if (leaving == 0) tell(new Event.Drained());
        }));
    }

    @Override
    public void secure() {
        throw new IllegalStateException("it is secured already, or was not wanted");
    }

    @Override
    public void alarm(Instant at) {
        alarm.ifPresent(ringing -> ringing.cancel(false));
        alarm = Optional.empty();
        if (at.equals(Instant.MAX)) return;
        long millis = Math.max(0, Duration.between(clock.instant(), at).toMillis());
        alarm = Optional.of(context.executor().schedule(() -> tell(new Event.Rang()), millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public void later(Runnable work) {
        try {
            context.executor().execute(() -> guarded(work));
        } catch (RejectedExecutionException closed) {
            // the server has stopped; its connections were closed, and their sessions told
        }
    }

    @Override
    public void close() {
        alarm.ifPresent(ringing -> ringing.cancel(false));
        LastBytes.close(context.channel());
    }
}
