package org.packetboat.engine.mail;

/**
 * The name of one envelope: its message's queue id and its number among that message's envelopes, from 0. Written
 * {@code 00002F.3}.
 */
public record EnvelopeId(QueueId message, int index) implements Comparable<EnvelopeId> {
    /** @throws IllegalArgumentException if the index is negative */
    public EnvelopeId {
        if (index < 0) throw new IllegalArgumentException("envelope index " + index + " is negative");
    }

    @Override
    public int compareTo(EnvelopeId other) {
        int byMessage = message.compareTo(other.message);
        return byMessage != 0 ? byMessage : Integer.compare(index, other.index);
    }

    @Override
    public String toString() {
        return message + "." + index;
    }
}
