package org.packetboat.engine.queue;

import java.util.Comparator;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Priority;

/** A place in a domain's queue: by priority, then by arrival. */
public record Position(Priority priority, EnvelopeId id) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.comparing(Position::priority)
            .thenComparing(Position::id);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
