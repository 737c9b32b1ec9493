package org.packetboat.protocols.bundle.content;

/**
 * A piece of a message in the content of a batch.
 *
 * @param at      its place in the content
 * @param length  bytes there
 * @param columns 0 if they are the message's bytes, else they are restored as {@link Base64Lines} of so many columns
 */
record Chunk(long at, long length, int columns) {
    /** Bytes of the message it stands for. */
    long restored() {
        return columns == 0 ? length : Base64Lines.length(length, columns);
    }
}
