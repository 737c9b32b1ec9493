package org.packetboat.engine.forward;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;

/** The mail of a session that is not settled on disk: what the link has, and what it has told of. */
final class HandedOut {
    private record Handing(Envelope envelope, Instant at) {}

    private final SendingWindow window;
    private final boolean heaps;
    private final Map<EnvelopeId, Handing> withLink = new HashMap<>();
    /** What it has told of and is not on disk. */
    private final Set<EnvelopeId> settling = new HashSet<>();
    private long bytes;

    /**
     * @param unsettled how much may be unsettled, in envelopes
     * @param heaps     whether the link takes as much as a bundle wants, and answers it as a whole: then only what was
     *                  answered counts
     */
    HandedOut(int unsettled, boolean heaps) {
        this.window = new SendingWindow(unsettled);
        this.heaps = heaps;
    }

    /** The link gets an envelope. */
    void give(Envelope envelope, Instant now) {
        withLink.put(envelope.id(), new Handing(envelope, now));
        bytes += envelope.message().size();
        if (!heaps) window.add(envelope.id());
    }

    /** The link has told of an envelope. @return it, if the link had it */
    Optional<Envelope> told(EnvelopeId id) {
        Optional<Envelope> envelope = Optional.ofNullable(withLink.remove(id)).map(Handing::envelope);
        envelope.ifPresent(e -> bytes -= e.message().size());
        return envelope;
    }

    /** Its outcome is on its way to the disk. @param whole whether all of its recipients were tried */
    void settling(EnvelopeId id, boolean whole) {
        settling.add(id);
        if (whole) window.add(id);
        else window.addReturning(id);
    }

    /** Its outcome is on disk, or the disk does not take it. */
    void settled(EnvelopeId id) {
        settling.remove(id);
        window.remove(id);
    }

    /** Nobody was tried: the link gives it back at the session's end. */
    void untried(EnvelopeId id) {
        window.remove(id);
    }

    /** For how many more there is room now; 0 while the session has to wait. */
    int room() {
        return window.room();
    }

    /** Whether more can be handed out once what was settled is on disk. */
    boolean isReturning() {
        return window.isReturning();
    }

    /** Whether all that was told is on disk. */
    boolean isOnDisk() {
        return settling.isEmpty();
    }

    /** Whether the link has none. */
    boolean isEmpty() {
        return withLink.isEmpty();
    }

    /** How much the link has. */
    long bytes() {
        return bytes;
    }

    /** What the link has. */
    Stream<Envelope> envelopes() {
        return withLink.values().stream().map(Handing::envelope);
    }

    Optional<Envelope> envelope(EnvelopeId id) {
        return Optional.ofNullable(withLink.get(id)).map(Handing::envelope);
    }

    /** When the link got what it has. */
    Collection<Instant> times() {
        return withLink.values().stream().map(Handing::at).toList();
    }
}
