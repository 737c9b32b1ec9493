package org.packetboat.connectors.batch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.CodecFailedException;
import org.packetboat.protocols.bundle.codec.Coder;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.codec.Effort;

/** The codecs of machines on which something is amiss. */
public final class SomeCoders {
    private SomeCoders() {}

    /** Those for which there is no library fail as they do in earnest: when their class is first used. */
    public static Coders without(Set<Codec> missing) {
        Map<Codec, Supplier<Coder>> natives = new EnumMap<>(Codec.class);
        natives.put(Codec.ZSTD, ZstdCoder::new);
        natives.put(Codec.BROTLI, BrotliCoder::new);
        for (Codec codec : missing)
            natives.put(codec, () -> {
                throw new UnsatisfiedLinkError("no library of " + codec + " for this processor");
            });
        return new NativeCoders(natives);
    }

    /** Works once, when it is tried at the start, and never again. */
    public static Coders failing(Codec codec) {
        return new NativeCoders(Map.of(codec, () -> new Failing(codec == Codec.ZSTD
                ? new ZstdCoder()
                : new BrotliCoder())));
    }

    private static final class Failing implements Coder {
        private final Coder working;
        private boolean packed;
        private boolean expanded;

        private Failing(Coder working) {
            this.working = working;
        }

        @Override
        public byte[] compress(byte[] content, byte[] reference, Effort effort) throws CodecFailedException {
            if (packed) throw new UnsatisfiedLinkError("another library was put in its place");
            packed = true;
            return working.compress(content, reference, effort);
        }

        @Override
        public InputStream expand(InputStream in, int length, byte[] reference) throws IOException {
            InputStream expanding = working.expand(in, length, reference);
            if (!expanded) {
                expanded = true;
                return expanding;
            }
            return new FilterInputStream(expanding) {
                @Override
                public int read() {
                    throw new UnsatisfiedLinkError("another library was put in its place");
                }

                @Override
                public int read(byte[] into, int offset, int most) {
                    return read();
                }
            };
        }
    }
}
