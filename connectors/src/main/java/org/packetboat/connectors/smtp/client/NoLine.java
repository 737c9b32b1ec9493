package org.packetboat.connectors.smtp.client;

import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import org.packetboat.engine.link.Line;

/** A line for a session that needs none, because nothing is said in it. */
record NoLine(EventLoop loop) implements Line {
    @Override
    public void send(byte[] bytes) {
        throw new IllegalStateException("nobody hears this");
    }

    @Override
    public void secure() {
        throw new IllegalStateException("nobody is there");
    }

    @Override
    public void alarm(Instant at) {
        throw new IllegalStateException("nothing is waited for");
    }

    @Override
    public void later(Runnable work) {
        try {
            loop.execute(work);
        } catch (RejectedExecutionException closed) {
            // whoever closed the network has ended the session
        }
    }

    @Override
    public void close() {
        // there is nothing to close
    }
}
