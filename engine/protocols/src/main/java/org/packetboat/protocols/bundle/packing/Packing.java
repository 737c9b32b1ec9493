package org.packetboat.protocols.bundle.packing;

/** What came of packing a batch. */
public sealed interface Packing {
    /** It is made, and on disk. */
    record Packed(PackedBundle batch) implements Packing {}

    /** A message is gone, or the disk refused. */
    record Failed(String why) implements Packing {}
}
