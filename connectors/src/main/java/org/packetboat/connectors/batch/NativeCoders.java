package org.packetboat.connectors.batch;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.packetboat.protocols.bundle.OwnCoders;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.Coder;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.codec.Effort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All codecs, those with a native library included. Each of these packs a few bytes when it is first asked for; one
 * that can't, since there is no library for this processor, is logged once and left out.
 */
public final class NativeCoders implements Coders {
    private static final Logger LOG = LoggerFactory.getLogger(NativeCoders.class);
    private static final byte[] SAMPLE = {'m', 'a', 'i', 'l'};

    private final Coders own = new OwnCoders();
    private final Map<Codec, Optional<Coder>> tried = new EnumMap<>(Codec.class);

    @Override
    public synchronized Optional<Coder> of(Codec codec) {
        return switch (codec) {
            case STORED, MIXED -> own.of(codec);
            case ZSTD -> tried.computeIfAbsent(codec, _ -> tried(codec, new ZstdCoder()));
            case BROTLI -> tried.computeIfAbsent(codec, _ -> tried(codec, new BrotliCoder()));
        };
    }

    private static Optional<Coder> tried(Codec codec, Coder coder) {
        try {
            coder.compress(SAMPLE, new byte[0], Effort.LIGHT);
            return Optional.of(coder);
        } catch (LinkageError | RuntimeException missing) {
            LOG.warn("event=codec-missing codec={} reason=\"{}\"", codec, String.valueOf(missing));
            return Optional.empty();
        }
    }
}
