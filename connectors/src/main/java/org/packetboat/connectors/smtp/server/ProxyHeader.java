package org.packetboat.connectors.smtp.server;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Awaits the header of the PROXY protocol (versions 1 and 2), by which a balancer says for whom it connects, before a
 * session begins. A balancer that only looks whether we are there says that it speaks for itself (LOCAL).
 * Anything else than a header, and none in time, ends the connection without a word.
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NOBODY = "0.0.0.0";

    private final Function<Optional<InetAddress>, ChannelHandler> session;
    private final SmtpLog log;
    private final String balancer;
    private Optional<Future<?>> patience = Optional.empty();

    /** @param session makes the session with whoever is meant; with the balancer itself if nobody is */
    ProxyHeader(Function<Optional<InetAddress>, ChannelHandler> session, SmtpLog log, String balancer) {
        this.session = session;
        this.log = log;
        this.balancer = balancer;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        patience = Optional.of(context.executor().schedule(() -> refuse(context, "it sent no PROXY header in time"),
                PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HAProxyMessage header) {
            patience.ifPresent(waiting -> waiting.cancel(false));
            begin(context, header);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void begin(ChannelHandlerContext context, HAProxyMessage header) {
        try {
            context.pipeline().addLast(session.apply(client(header)));
            context.fireChannelActive();
            context.pipeline().remove(this);
        } catch (IllegalArgumentException noAddress) {
            refuse(context, "its PROXY header names no IP address");
        } finally {
            header.release();
        }
    }

    /** Only LOCAL is the balancer itself; a client of whom it knows no address is trusted with nothing. */
    private static Optional<InetAddress> client(HAProxyMessage header) {
        if (header.command() == HAProxyCommand.LOCAL) return Optional.empty();
        return Optional.of(InetAddress.ofLiteral(header.sourceAddress() == null ? NOBODY : header.sourceAddress()));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        patience.ifPresent(waiting -> waiting.cancel(false));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        refuse(context, "that is no PROXY header");
    }

    private void refuse(ChannelHandlerContext context, String why) {
        log.noHeader(balancer, why);
        context.close();
    }
}
