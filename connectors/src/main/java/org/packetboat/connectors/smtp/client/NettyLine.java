package org.packetboat.connectors.smtp.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.packetboat.connectors.smtp.LastBytes;
import org.packetboat.connectors.smtp.PacedWrites;
import org.packetboat.connectors.smtp.tls.TlsTrouble;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;

/**
 * A line over a TCP connection. Everything happens on the connection's event loop; no event is told from within an
 * action. Bytes count as left when the system has taken them: keep its buffer small on a slow line.
 */
final class NettyLine extends ChannelInboundHandlerAdapter implements Line {
    private final EventLoop loop;
    private final Supplier<Instant> clock;
    private final Securing tls;
    private Consumer<Event> events = _ -> {};
    private Consumer<RuntimeException> bugs = _ -> {};
    private Optional<Channel> channel = Optional.empty();
    private Optional<ScheduledFuture<?>> alarm = Optional.empty();
    private int leaving;
    private Optional<String> tlsTrouble = Optional.empty();
    private boolean noOwnTls;

    /** Gives what encrypts a connection. */
    interface Securing {
        /** @throws IOException if there is none, with the reason */
        SslHandler handler() throws IOException;
    }

    NettyLine(EventLoop loop, Supplier<Instant> clock, Securing tls) {
        this.loop = loop;
        this.clock = clock;
        this.tls = tls;
    }

    /**
     * Where events go from now on.
     *
     * @param broken told when handling one failed, so that no session hangs for ever on a mistake of ours
     */
    void tell(Consumer<Event> listener, Consumer<RuntimeException> broken) {
        events = listener;
        bugs = broken;
    }

    private void tell(Event event) {
        guarded(() -> events.accept(event));
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            bugs.accept(e);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = Optional.of(context.channel());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        tell(new Event.Connected());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            tell(new Event.Received(ByteBufUtil.getBytes((ByteBuf) message)));
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lost("closed by the site");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failed(cause);
        context.close();
    }

    /** There will be no connection any more. */
    void failed(Throwable cause) {
        if (tlsTrouble.isEmpty()) tlsTrouble = TlsTrouble.of(cause);
        lost(tlsTrouble.orElseGet(() -> reason(cause)));
    }

    /** Why the two sides can't agree on TLS, if it ended so and trying again changes nothing. */
    Optional<String> tlsTrouble() {
        return tlsTrouble;
    }

    /** Whether that is so because our own files can't be used. */
    boolean hasNoOwnTls() {
        return noOwnTls;
    }

    private void lost(String why) {
        alarm.ifPresent(ringing -> ringing.cancel(false));
        tell(new Event.Lost(why));
    }

    private static String reason(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        for (String common : List.of("Connection refused", "Connection reset", "No route to host",
                "Network is unreachable", "Broken pipe")) {
            if (said.contains(common)) return common.toLowerCase(Locale.ROOT); // without the transport's own details
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    @Override
    public void send(byte[] bytes) {
        leaving++;
        channel.orElseThrow().writeAndFlush(Unpooled.wrappedBuffer(bytes)).addListener(_ -> later(this::left));
    }

    /** What the system has taken may wait there: as much as its buffer holds, which grows on fast lines. */
    @Override
    public long unconfirmed() {
        return channel.filter(Channel::isActive).map(open -> open.config().getOption(ChannelOption.SO_SNDBUF))
                .map(Integer::longValue).orElse(0L);
    }

    private void left() {
        leaving--;
        if (leaving == 0) tell(new Event.Drained());
    }

    @Override
    public void secure() {
        try {
            SslHandler handler = tls.handler();
            ChannelPipeline pipeline = channel.orElseThrow().pipeline();
            if (pipeline.get(PacedWrites.class) == null) pipeline.addFirst(handler);
            else pipeline.addAfter(pipeline.context(PacedWrites.class).name(), null, handler);
            handler.handshakeFuture().addListener((Future<Channel> done) -> later(() -> secured(done)));
        } catch (IOException e) {
            noOwnTls = true;
            tlsTrouble = Optional.of(String.valueOf(e.getMessage()));
            later(() -> lost(tlsTrouble.orElseThrow()));
        }
    }

    private void secured(Future<Channel> done) {
        if (done.isSuccess()) {
            tell(new Event.Secured());
        } else {
            failed(done.cause());
        }
    }

    @Override
    public void alarm(Instant at) {
        alarm.ifPresent(ringing -> ringing.cancel(false));
        alarm = Optional.empty();
        if (at.equals(Instant.MAX)) return;
        long millis = Math.max(0, Duration.between(clock.get(), at).toMillis());
        alarm = Optional.of(loop.schedule(() -> tell(new Event.Rang()), millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public void later(Runnable work) {
        try {
            loop.execute(() -> guarded(work));
        } catch (RejectedExecutionException closed) {
            // whoever closed the network has ended the session
        }
    }

    @Override
    public void close() {
        alarm.ifPresent(ringing -> ringing.cancel(false));
        channel.ifPresent(LastBytes::close);
    }
}
