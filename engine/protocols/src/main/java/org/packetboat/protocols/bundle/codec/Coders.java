package org.packetboat.protocols.bundle.codec;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The codecs that this program can use here and now. A codec whose native library does not load is not among them; one
 * that fails later is not among them from then on, though both sides of a call under way have agreed on it.
 */
public interface Coders {
    /** What packs and expands in this way; empty if this program can't. */
    Optional<Coder> of(Codec codec);

    /** The codecs that there are coders for: what a far side may be told. */
    default Set<Codec> available() {
        Set<Codec> all = EnumSet.noneOf(Codec.class);
        for (Codec codec : Codec.values()) {
            if (of(codec).isPresent()) all.add(codec);
        }
        return all;
    }
}
