package org.packetboat.connectors.batch;

/** A piece of a message, by its place in the message's bytes. */
sealed interface Part {
    /** Bytes carried as they are. */
    record Plain(int from, int until) implements Part {}

    /** Base64 text of these columns, carried as the bytes it stands for; restored exactly by {@link Base64Lines}. */
    record Encoded(byte[] raw, int columns) implements Part {}
}
