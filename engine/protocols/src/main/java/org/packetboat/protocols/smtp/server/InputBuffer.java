package org.packetboat.protocols.smtp.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.packetboat.protocols.smtp.server.port.Wire;
import org.packetboat.protocols.smtp.syntax.SmtpReply;

/**
 * Keeps a session's input and output in order. Bytes go to the current reader one after the other; while an answer is
 * outstanding ({@link #pause}) they are kept, so that whatever a client pipelines is answered in its order. What is
 * kept stays small as long as the adapter stops reading when {@link #isFull} says so.
 */
final class InputBuffer {
    /** Takes bytes. */
    interface Reader {
        /** @return where it stopped: up to there the bytes are used; always beyond {@code from} */
        int read(byte[] bytes, int from, int to);
    }

    private static final byte[] NOTHING = {};

    private final Wire wire;
    private final Queue<byte[]> arrived = new ArrayDeque<>();
    private Reader reader;
    private byte[] bytes = NOTHING;
    private int at;
    private boolean paused;
    private boolean reading;
    private volatile boolean over;

    /** @param first gets the bytes until {@link #give} names another reader */
    InputBuffer(Wire wire, Reader first) {
        this.wire = wire;
        this.reader = first;
    }

    /** Bytes came in. The array is the conversation's from now on. */
    void received(byte[] more) {
        if (over) return;
        arrived.add(more);
        read();
    }

    private void read() {
        if (reading) return;
        reading = true;
        while (!paused && !over && hasMore())
            at = reader.read(bytes, at, bytes.length);
        reading = false;
    }

    private boolean hasMore() {
        while (at == bytes.length) {
            if (arrived.isEmpty()) return false;
            bytes = arrived.remove();
            at = 0;
        }
        return true;
    }

    /** Whether bytes follow those that the current reader has in its hands, up to {@code end}. */
    boolean hasBeyond(int end) {
        return end < bytes.length || !arrived.isEmpty();
    }

    /** The bytes that follow go to this reader. */
    void give(Reader next) {
        reader = next;
    }

    /** Nothing more is read until {@link #resume}. */
    void pause() {
        paused = true;
    }

    /** Goes on reading. */
    void resume() {
        paused = false;
        read();
    }

    /** Whether an answer is outstanding. */
    boolean isPaused() {
        return paused;
    }

    /** Whether more input would only pile up. */
    boolean isFull() {
        return over || paused && (at < bytes.length || !arrived.isEmpty());
    }

    void say(SmtpReply answer) {
        if (!over) wire.send(answer.bytes());
    }

    void secure() {
        wire.secure();
    }

    /** Runs this on the session's thread if the session is not over by then. From any thread. */
    void later(Runnable work) {
        wire.later(() -> {
            if (!over) work.run();
        });
    }

    /** Does this after a time, and goes on reading then; nothing is read until then. */
    void afterwards(Duration delay, Runnable work) {
        pause();
        wire.later(delay, () -> {
            if (over) return;
            work.run();
            resume();
        });
    }

    /**
     * Does this on another thread, and goes on reading when it is done; nothing is read until then.
     *
     * @param then runs on the session's thread first, if the session is not over by then
     */
    void aside(Runnable work, Runnable then) {
        pause();
        wire.aside(() -> {
            work.run();
            later(() -> {
                then.run();
                resume();
            });
        });
    }

    /** Does this on another thread, whatever becomes of the session. */
    void aside(Runnable work) {
        wire.aside(work);
    }

    /** Says a last word and ends it; what came in and was not read is dropped. */
    void hangUp(SmtpReply last) {
        say(last);
        if (!over) wire.close();
        end();
    }

    /** The connection is gone. */
    void end() {
        over = true;
        arrived.clear();
        bytes = NOTHING;
        at = 0;
    }

    boolean isOver() {
        return over;
    }
}
