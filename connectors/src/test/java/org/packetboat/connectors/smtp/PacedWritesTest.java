package org.packetboat.connectors.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.packetboat.protocols.modem.Pacer;

/** A connection whose limit changes while bytes wait for it. */
class PacedWritesTest {
    private final Pacer pacer = new Pacer(1);
    private final PacedWrites writes = new PacedWrites(pacer);
    private final EmbeddedChannel channel = new EmbeddedChannel(writes);

    private int written() {
        int bytes = 0;
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            bytes += piece.readableBytes();
            piece.release();
        }
        return bytes;
    }

    @Test
    void whatWaitsGoesAtOnceWhenTheLimitIsLifted() {
        channel.writeOneOutbound(Unpooled.wrappedBuffer(new byte[4_000]));
        assertEquals(512, written());
        pacer.changeRate(Pacer.UNLIMITED, System.nanoTime());
        writes.paceChanged();
        channel.flush();
        assertEquals(3_488, written());
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1_000_000]));
        assertEquals(1_000_000, written());
    }

    @Test
    void whatIsWrittenAfterALimitHasComeWaits() {
        pacer.changeRate(Pacer.UNLIMITED, System.nanoTime());
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[4_000]));
        assertEquals(4_000, written());
        pacer.changeRate(1, System.nanoTime());
        writes.paceChanged();
        channel.writeOneOutbound(Unpooled.wrappedBuffer(new byte[4_000]));
        assertEquals(512, written());
        assertTrue(channel.isOpen());
    }
}
