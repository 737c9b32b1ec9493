package org.packetboat.connectors.smtp.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LineContract;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.SocketFarEnd;

/** A line over a TCP connection that came in. */
class TurnedLineTest extends LineContract {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final CompletableFuture<Channel> here = new CompletableFuture<>();
    private Socket there;

    /** What {@code SmtpChannel} does for it. */
    private final class Turned extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<TurnedLine> line = new CompletableFuture<>();
        private final Function<Line, SessionDriver> driver;

        Turned(Function<Line, SessionDriver> driver) {
            this.driver = driver;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            here.complete(context.channel());
            TurnedLine made = new TurnedLine(context, Clock.systemUTC());
            line.complete(made);
            made.begin(driver.apply(made));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            byte[] bytes = ByteBufUtil.getBytes((ByteBuf) message);
            ReferenceCountUtil.release(message);
            line.join().received(bytes);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            line.join().lost();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    @Override
    protected Line open(Function<Line, SessionDriver> driver) throws Exception {
        Turned turned = new Turned(driver);
        Channel server = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class).childHandler(turned)
                .bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
        InetSocketAddress address = (InetSocketAddress) server.localAddress();
        there = new Socket(address.getAddress(), address.getPort());
        return turned.line.get();
    }

    @Override
    protected FarEnd far() {
        return new SocketFarEnd(there);
    }

    @Override
    protected void awaitClosed() throws Exception {
        here.get().closeFuture().sync();
    }

    @AfterEach
    void close() throws IOException {
        there.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
