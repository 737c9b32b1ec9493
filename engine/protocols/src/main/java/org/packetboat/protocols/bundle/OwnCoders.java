package org.packetboat.protocols.bundle;

import java.util.Optional;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.Coder;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.codec.StoredCoder;
import org.packetboat.protocols.bundle.mixing.MixingCoder;
import org.packetboat.protocols.bundle.mixing.Predictors;

/** The codecs that need no library: bytes as they are, and the mixing codec. */
public final class OwnCoders implements Coders {
    private final Predictors predictors;

    /** @param predictors what the mixing codec uses */
    public OwnCoders(Predictors predictors) {
        this.predictors = predictors;
    }

    @Override
    public Optional<Coder> of(Codec codec) {
        return switch (codec) {
            case STORED -> Optional.of(new StoredCoder());
            case MIXED -> Optional.of(new MixingCoder(predictors));
            case ZSTD, BROTLI -> Optional.empty();
        };
    }
}
