package org.packetboat.connectors.smtp.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.mail.PeerReply;
import org.packetboat.protocols.mail.ReplyReader;

/** A connection that only waits for a host's greeting (220, RFC 5321 section 3.1), says QUIT and goes. */
final class Greeting extends SimpleChannelInboundHandler<ByteBuf> {
    private static final int READY = 220;

    private final long patienceMillis;
    private final Consumer<Optional<Reply>> answer;
    private final ReplyReader said = new ReplyReader();
    private boolean answered;

    /** @param answer told once: empty if it greeted, else what went wrong */
    Greeting(long patienceMillis, Consumer<Optional<Reply>> answer) {
        this.patienceMillis = patienceMillis;
        this.answer = answer;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.executor().schedule(() -> {
            failed("no greeting in time");
            context.close();
        }, patienceMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        if (answered) return;
        try {
            said.feed(ByteBufUtil.getBytes(bytes));
            Optional<PeerReply> greeting = said.next();
            if (greeting.isEmpty()) return;
            greeted(greeting.get());
        } catch (ReplyReader.Garbage e) {
            failed(e.getMessage());
        }
        context.writeAndFlush(Unpooled.copiedBuffer("QUIT\r\n", StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void greeted(PeerReply greeting) {
        if (greeting.code() == READY) tell(Optional.empty());
        else failed("greeted with " + Quoted.oneLine(greeting.code() + " " + greeting.lines().getFirst()));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        failed("closed without a greeting");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failed("lost: " + cause.getMessage());
        context.close();
    }

    /** There is no greeting, for this reason. */
    void failed(String why) {
        tell(Optional.of(new Reply(451, "4.4.1", why)));
    }

    private void tell(Optional<Reply> trouble) {
        if (answered) return;
        answered = true;
        answer.accept(trouble);
    }
}
