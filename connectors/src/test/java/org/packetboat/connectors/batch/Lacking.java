package org.packetboat.connectors.batch;

import java.util.Set;
import org.packetboat.protocols.bundle.codec.Codec;

/** Which native libraries a machine lacks. */
public enum Lacking {
    NONE(Set.of()), BROTLI(Set.of(Codec.BROTLI)), ZSTD(Set.of(Codec.ZSTD)), BOTH(Set.of(Codec.BROTLI, Codec.ZSTD));

    private final Set<Codec> codecs;

    Lacking(Set<Codec> codecs) {
        this.codecs = codecs;
    }

    public Set<Codec> codecs() {
        return codecs;
    }
}
