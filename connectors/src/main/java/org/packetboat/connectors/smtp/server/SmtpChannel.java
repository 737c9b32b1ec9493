package org.packetboat.connectors.smtp.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.packetboat.connectors.smtp.tls.ServerTls;
import org.packetboat.protocols.smtp.server.ListenerRules;
import org.packetboat.protocols.smtp.server.SmtpService;
import org.packetboat.protocols.smtp.server.SmtpSession;
import org.packetboat.protocols.smtp.server.port.PickUp;
import org.packetboat.protocols.smtp.server.port.Wire;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;

/**
 * Joins a Netty channel to its session. Replies of one event leave in one write. Reading stops while the session has
 * enough or the client does not take its replies, so a connection never holds more than a few reads' worth of bytes.
 */
final class SmtpChannel extends ChannelInboundHandlerAdapter implements Wire {
    private static final int MUCH = 32_768;

    private InetAddress client;
    private final SmtpSession session;
    private final Optional<ServerTls> tls;
    private final Connections connections;
    private final SmtpLog log;
    private final InstantSource clock;
    private final Consumer<Runnable> aside;
    private ChannelHandlerContext context;
    private ByteBuf out = Unpooled.EMPTY_BUFFER;
    private Optional<TurnedLine> turned = Optional.empty();
    private final Runnable heard;
    private final Duration glance;
    private final boolean encryptedAtOnce;
    private Optional<Future<?>> glances = Optional.empty();
    private boolean closing;
    private int glancesAfterClosing;
    private boolean stopping;

    /**
     * @param heard told at each sign of life
     * @param aside does on another thread what takes time
     */
    SmtpChannel(InetAddress client, SmtpService service, Optional<ServerTls> tls, Connections connections,
            SmtpLog log, InstantSource clock, Runnable heard, Consumer<Runnable> aside) {
        this.client = client;
        this.session = new SmtpSession(service, client, this, clock.instant());
        this.tls = tls;
        this.connections = connections;
        this.log = log;
        this.clock = clock;
        this.heard = heard;
        this.aside = aside;
        this.glance = service.policy().limits().glance();
        this.encryptedAtOnce = service.policy().rules().encryption() == ListenerRules.Encryption.IMPLICIT;
    }

    InetAddress client() {
        return client;
    }

    private String address() {
        return client.getHostAddress();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext channel) {
        context = channel;
        if (encryptedAtOnce) secure();
    }

    @Override
    public void channelActive(ChannelHandlerContext channel) {
        SmtpLog.connected(address());
        Connections.Admission admission = connections.add(this);
        switch (admission) {
            case IN -> {
                log.letIn();
                session.opened();
            }
            case FULL, SHARE_TAKEN -> {
                log.turnedAway(address(), admission);
                session.crowded(admission == Connections.Admission.SHARE_TAKEN);
            }
        }
        settle();
        glances = Optional.of(channel.executor().scheduleWithFixedDelay(() -> guarded(this::look), glance.toNanos(),
                glance.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void channelInactive(ChannelHandlerContext channel) {
        glances.ifPresent(looking -> looking.cancel(false));
        connections.remove(this);
        turned.ifPresent(TurnedLine::lost);
        session.lost();
        out.release();
        out = Unpooled.EMPTY_BUFFER;
        SmtpLog.disconnected(address());
    }

    @Override
    public void channelRead(ChannelHandlerContext channel, Object message) {
        ByteBuf arrived = (ByteBuf) message;
        byte[] bytes = new byte[arrived.readableBytes()];
        arrived.readBytes(bytes);
        arrived.release();
        heard.run();
        if (turned.isPresent()) {
            turned.get().received(bytes);
            return;
        }
        if (bytes.length > 0) session.received(bytes, clock.instant());
        if (session.isFull() || out.readableBytes() > MUCH) settle();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext channel) {
        settle();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext channel) {
        settle();
    }

    /** Time has passed. */
    private void look() {
        if (turned.isPresent()) return;
        // Still there a while after the last word: it does not even take its replies.
        if (closing && ++glancesAfterClosing >= SmtpLimits.GLANCES) context.close();
        session.timeIs(clock.instant(), connections.areScarce());
        settle();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        boolean clients = cause instanceof IOException || cause instanceof DecoderException;
        if (clients) SmtpLog.broken(address(), cause);
        else SmtpLog.failed(address(), cause);
        channel.close();
    }

    /** The server stops: ends the session as soon as it owes no answer. From any thread. */
    void stop() {
        later(() -> stopping = true);
    }

    @Override
    public void send(byte[] bytes) {
        if (out == Unpooled.EMPTY_BUFFER) out = context.alloc().buffer();
        out.writeBytes(bytes);
    }

    @Override
    public void secure() {
        flush();
        context.pipeline().addBefore(context.name(), "tls",
                tls.orElseThrow().context().newHandler(context.alloc()));
    }

    @Override
    public boolean speaksFor(InetAddress whom) {
        connections.remove(this);
        client = whom;
        Connections.Admission admission = connections.add(this);
        if (admission != Connections.Admission.IN) log.turnedAway(address(), admission);
        return admission == Connections.Admission.IN;
    }

    @Override
    public void later(Runnable work) {
        try {
            context.executor().execute(() -> guarded(() -> {
                work.run();
                settle();
            }));
        } catch (RejectedExecutionException stopped) {
            // the connection was closed, and its session told
        }
    }

    @Override
    public void later(Duration delay, Runnable work) {
        context.executor().schedule(() -> guarded(() -> {
            work.run();
            settle();
        }), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void aside(Runnable work) {
        aside.accept(work);
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException bug) {
            exceptionCaught(context, bug);
        }
    }

    @Override
    public void turn(PickUp.Turn.Ready ready) {
        flush();
        TurnedLine line = new TurnedLine(context, clock);
        turned = Optional.of(line);
        line.begin(ready);
    }

    @Override
    public void close() {
        closing = true;
        flush();
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void settle() {
        if (stopping && context.channel().isActive() && turned.isEmpty()) session.stopping();
        flush();
        pace();
    }

    private void flush() {
        if (out == Unpooled.EMPTY_BUFFER) return;
        ByteBuf ready = out;
        out = Unpooled.EMPTY_BUFFER;
        context.writeAndFlush(ready, context.voidPromise());
    }

    private void pace() {
        boolean read = (turned.isPresent() || !session.isFull()) && context.channel().isWritable();
        if (context.channel().config().isAutoRead() != read) context.channel().config().setAutoRead(read);
    }
}
