package org.packetboat.connectors.smtp;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The end of a connection: what was sent gets a while to leave; a peer that no longer reads doesn't hold it. */
public final class LastBytes {
    private static final long SECONDS = 10;

    private LastBytes() {
    }

    /** Closes it when all has left, at the latest after ten seconds. Harmless when it is closed already. */
    public static void close(Channel connection) {
        close(connection, SECONDS, TimeUnit.SECONDS);
    }

    /** @param patience how long it may take */
    public static void close(Channel connection, long patience, TimeUnit unit) {
        if (!connection.isActive()) {
            connection.close();
            return;
        }
        connection.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        ScheduledFuture<?> end = connection.eventLoop().schedule(() -> connection.close(), patience, unit);
        connection.closeFuture().addListener(_ -> end.cancel(false));
    }
}
