package org.packetboat.connectors.serial;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession;

/** A session that writes down what happens to it, and hangs up when it is stopped or the line is lost. */
final class LineRecorder implements LinkSession {
    final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final List<Action> first;

    /** @param first what it does when the line is up */
    LineRecorder(Action... first) {
        this.first = List.of(first);
    }

    @Override
    public List<Action> on(Event event, Instant now) {
        events.add(event);
        return switch (event) {
            case Event.Connected _ -> first;
            case Event.Lost _, Event.Stop _ -> List.of(new Action.HangUp(new Ending.Finished()));
            default -> List.of();
        };
    }

    Event next() throws InterruptedException {
        Event event = events.poll(20, TimeUnit.SECONDS);
        if (event == null) throw new AssertionError("nothing happens");
        return event;
    }

    /** What comes in until it has this many bytes. */
    String received(int length) throws InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < length) {
            if (next() instanceof Event.Received(byte[] bytes)) all.writeBytes(bytes);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Waits for an event of this kind. */
    <E extends Event> E await(Class<E> kind) throws InterruptedException {
        for (Event event = next();; event = next())
            if (kind.isInstance(event)) return kind.cast(event);
    }
}
