package org.packetboat.protocols.bundle;

import java.util.Optional;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.Coder;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.codec.StoredCoder;
import org.packetboat.protocols.bundle.mixing.MixingCoder;

/** The codecs that need no library: bytes as they are, and the mixing codec. */
public final class OwnCoders implements Coders {
    @Override
    public Optional<Coder> of(Codec codec) {
        return switch (codec) {
            case STORED -> Optional.of(new StoredCoder());
            case MIXED -> Optional.of(new MixingCoder());
            case ZSTD, BROTLI -> Optional.empty();
        };
    }
}
