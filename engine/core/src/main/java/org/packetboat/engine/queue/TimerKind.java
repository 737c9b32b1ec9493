package org.packetboat.engine.queue;

import java.util.Arrays;
import java.util.Optional;

/** What a timer stands for. Stored by ordinal: add at the end only. */
public enum TimerKind {
    /** MSDEAD of an envelope runs out. */
    EXPIRY,
    /** An envelope's sender asked to hear of a delay (NOTIFY=DELAY, RFC 3461). */
    DELAY,
    /** A submission key may be forgotten. */
    KEY,
    /** The time by which an envelope should have arrived (RFC 2852, by-mode N). */
    DELIVER_BY,
    /**
     * The first of a row of envelopes in a domain's queue may have expired, by a schedule that changed after they came
     * in: all of the row are looked at, from there on.
     */
    HEAD,
    /** What was noted of a message ({@link SenderNotes.Note}) is to be told to its sender. */
    NOTE;

    /** The kind that is stored by this number; empty if a later version wrote it, or it is damaged. */
    static Optional<TimerKind> stored(int ordinal) {
        return Arrays.stream(values()).filter(kind -> kind.ordinal() == ordinal).findFirst();
    }
}
