package org.packetboat.protocols.bundle.content;

/** A piece of a message, by its place in the message's bytes. */
public sealed interface Part {
    /** Bytes carried as they are. */
    record Plain(int from, int until) implements Part {}

    /** Base64 text of these columns, carried as the bytes it stands for; restored exactly by {@link Base64Lines}. */
    record Encoded(byte[] raw, int columns) implements Part {}
}
