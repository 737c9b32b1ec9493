package org.packetboat.connectors.batch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.packetboat.protocols.bundle.OwnCoders;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.Coder;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.codec.Effort;
import org.packetboat.protocols.bundle.mixing.Predictor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All codecs, those with a native library included. Each of these packs and expands a few bytes when this is made, at
 * the start; one that can't, since there is no library for this processor or the library can't be unpacked, is logged
 * and left out. One that fails later by an {@link Error} is left out from then on.
 */
public final class NativeCoders implements Coders {
    private static final Logger LOG = LoggerFactory.getLogger(NativeCoders.class);
    /** What packing a bundle takes of the heap: the tables of the mixing codec, content and reference. */
    private static final long EACH = (Predictor.MEGABYTES + 5L) << 20;
    private static final byte[] SAMPLE = {'m', 'a', 'i', 'l', ' ', 'm', 'a', 'i', 'l'};

    private final Coders own = new OwnCoders(new KeptPredictors(packers()));
    private final Map<Codec, Coder> working = new ConcurrentHashMap<>();

    /**
     * How many bundles are to be packed or read at a time: by half of the processors, and no more than a quarter of the
     * heap has room for.
     */
    public static int packers() {
        return packers(Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory());
    }

    static int packers(int processors, long heap) {
        return Math.clamp(heap / 4 / EACH, 1, Math.max(1, processors / 2));
    }

    public NativeCoders() {
        this(new EnumMap<>(Map.of(Codec.ZSTD, ZstdCoder::new, Codec.BROTLI, BrotliCoder::new)));
    }

    /** Tries each of these; one that can't be made, or does not work, is left out. */
    NativeCoders(Map<Codec, Supplier<Coder>> natives) {
        natives.forEach(this::tryOut);
        LOG.info("event=codecs available={}", available());
    }

    @Override
    public Optional<Coder> of(Codec codec) {
        return own.of(codec).or(() -> Optional.ofNullable(working.get(codec)));
    }

    private void tryOut(Codec codec, Supplier<Coder> making) {
        try {
            Coder coder = making.get();
            byte[] packed = coder.compress(SAMPLE, SAMPLE, Effort.LIGHT);
            try (InputStream in = coder.expand(new ByteArrayInputStream(packed), SAMPLE.length, SAMPLE)) {
                if (!Arrays.equals(SAMPLE, in.readAllBytes())) throw new IOException("it gives back other bytes");
            }
            working.put(codec, new WatchedCoder(codec, coder, why -> strike(codec, why)));
        } catch (IOException | LinkageError | RuntimeException missing) {
            LOG.warn("event=codec-missing codec={} reason=\"{}\" consequence=\"batches are packed without it\"", codec,
                    String.valueOf(missing));
        }
    }

    private void strike(Codec codec, Throwable why) {
        if (working.remove(codec) == null) return;
        LOG.error("event=codec-failed codec={} reason=\"{}\" consequence=\"batches are packed without it until the "
                + "next start\"", codec, String.valueOf(why));
    }
}
