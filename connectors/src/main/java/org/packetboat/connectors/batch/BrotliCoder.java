package org.packetboat.connectors.batch;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.aayushatharva.brotli4j.encoder.PreparedDictionary;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.packetboat.protocols.bundle.codec.Coder;
import org.packetboat.protocols.bundle.codec.Effort;

/**
 * Brotli (RFC 7932) with a window of 16 MiB and the reference as shared dictionary (RFC 9841). What it takes outside of
 * the heap is freed when the work is done: streams by closing them, the dictionary that the encoder prepares (about
 * five times the reference) by {@link #free}.
 */
final class BrotliCoder implements Coder {
    private static final int WINDOW_BITS = 24;

    static {
        Brotli4jLoader.ensureAvailability();
    }

    @Override
    public byte[] compress(byte[] content, byte[] reference, Effort effort) {
        if (reference.length == 0) return compress(content, Optional.empty(), effort);
        try (ReferenceMemory memory = new ReferenceMemory(reference)) {
            PreparedDictionary prepared = Encoder.prepareDictionary(memory.bytes(), 0);
            try {
                return compress(content, Optional.of(prepared), effort);
            } finally {
                free(prepared);
            }
        }
    }

    private static byte[] compress(byte[] content, Optional<PreparedDictionary> dictionary, Effort effort) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Encoder.Parameters parameters = new Encoder.Parameters().setQuality(quality(effort)).setWindow(WINDOW_BITS);
        try (BrotliOutputStream out = new BrotliOutputStream(packed, parameters)) {
            if (dictionary.isPresent()) out.attachDictionary(dictionary.get());
            out.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /** The library frees a prepared dictionary only when it is asked to, and says so only by what it implements. */
    private static void free(PreparedDictionary prepared) {
        try {
            ((AutoCloseable) prepared).close();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static int quality(Effort effort) {
        return switch (effort) {
            case STRONGEST -> 11;
            case STRONG -> 9;
            case LIGHT -> 4;
        };
    }

    @Override
    public InputStream expand(InputStream packed, int length, byte[] reference) throws IOException {
        BrotliInputStream expanded = new BrotliInputStream(packed);
        if (reference.length == 0) return expanded;
        ReferenceMemory memory = new ReferenceMemory(reference);
        try {
            expanded.attachDictionary(memory.bytes());
            return new Expanding(expanded, memory);
        } catch (IOException | RuntimeException unusable) {
            expanded.close();
            memory.close();
            throw unusable;
        }
    }

    /** Lets go of the reference once the stream that reads it is closed. */
    private static final class Expanding extends FilterInputStream {
        private final ReferenceMemory memory;

        Expanding(InputStream expanded, ReferenceMemory memory) {
            super(expanded);
            this.memory = memory;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                memory.close();
            }
        }
    }
}
