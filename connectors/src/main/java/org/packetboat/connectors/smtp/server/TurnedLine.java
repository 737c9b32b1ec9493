package org.packetboat.connectors.smtp.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.protocols.smtp.server.PickUp;

/** A connection that came in and was turned round (RFC 2645): on it we are the client from now on. */
final class TurnedLine implements Line {
    private final ChannelHandlerContext context;
    private final InstantSource clock;
    private final SessionDriver driver;
    private Optional<ScheduledFuture<?>> alarm = Optional.empty();
    private int leaving;

    TurnedLine(ChannelHandlerContext context, InstantSource clock, PickUp.Turn.Ready ready) {
        this.context = context;
        this.clock = clock;
        this.driver = new SessionDriver(ready.session(), this, ready.supply().apply(this::stop), clock::instant);
    }

    private void stop(boolean now, String why) {
        later(() -> driver.on(new Event.Stop(now, why)));
    }

    /** The far side greets first. */
    void begin() {
        driver.on(new Event.Connected());
    }

    void received(byte[] bytes) {
        driver.on(new Event.Received(bytes));
    }

    void lost() {
        alarm.ifPresent(ringing -> ringing.cancel(false));
        driver.on(new Event.Lost("closed by the caller"));
    }

    @Override
    public void send(byte[] bytes) {
        leaving++;
        context.writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener(_ -> later(() -> {
            leaving--;
            if (leaving == 0) driver.on(new Event.Drained());
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
        alarm = Optional.of(context.executor().schedule(() -> driver.on(new Event.Rang()), millis,
                TimeUnit.MILLISECONDS));
    }

    @Override
    public void later(Runnable work) {
        context.executor().execute(work);
    }

    @Override
    public void close() {
        alarm.ifPresent(ringing -> ringing.cancel(false));
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
}
