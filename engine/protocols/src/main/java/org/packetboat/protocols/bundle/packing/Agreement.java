package org.packetboat.protocols.bundle.packing;

/** How mail goes in one call. */
public sealed interface Agreement {
    /** One by one, as to a stranger. */
    record OneByOne() implements Agreement {}

    /** In batches that this one packs and reads. */
    record Batches(Packer packer) implements Agreement {}

    /** Not at all: the far side can't do, or doesn't have, what we insist on. */
    record Refused(String why) implements Agreement {}
}
