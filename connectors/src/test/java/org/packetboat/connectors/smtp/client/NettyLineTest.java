package org.packetboat.connectors.smtp.client;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LineContract;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.SocketFarEnd;

/** A line over a TCP connection that we made. */
class NettyLineTest extends LineContract {
    private final ClientNetwork network = new ClientNetwork();
    private Socket there;
    private io.netty.channel.Channel here;

    @Override
    protected Line open(Function<Line, SessionDriver> driver) throws Exception {
        EventLoop loop = network.loop();
        NettyLine line = new NettyLine(loop, Instant::now, () -> {
            throw new AssertionError("no TLS is wanted");
        });
        SessionDriver owner = driver.apply(line);
        line.tell(owner::on, _ -> line.close());
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            here = network.connection().handler(line).connect(server.getLocalSocketAddress()).sync().channel();
            there = server.accept();
        }
        return line;
    }

    @Override
    protected FarEnd far() {
        return new SocketFarEnd(there);
    }

    @Override
    protected void awaitClosed() throws InterruptedException {
        here.closeFuture().sync();
    }

    @AfterEach
    void close() throws IOException {
        there.close();
        network.close();
    }
}
