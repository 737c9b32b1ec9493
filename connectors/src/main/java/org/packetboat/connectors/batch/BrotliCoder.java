package org.packetboat.connectors.batch;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.packetboat.protocols.bundle.codec.Coder;
import org.packetboat.protocols.bundle.codec.Effort;

/** Brotli (RFC 7932) with a window of 16 MiB and the reference as shared dictionary (RFC 9841). */
final class BrotliCoder implements Coder {
    private static final int WINDOW_BITS = 24;

    static {
        Brotli4jLoader.ensureAvailability();
    }

    @Override
    public byte[] compress(byte[] content, byte[] reference, Effort effort) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Encoder.Parameters parameters = new Encoder.Parameters().setQuality(quality(effort)).setWindow(WINDOW_BITS);
        try (BrotliOutputStream out = new BrotliOutputStream(packed, parameters)) {
            if (reference.length > 0) out.attachDictionary(Encoder.prepareDictionary(direct(reference), 0));
            out.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
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
        if (reference.length > 0) expanded.attachDictionary(direct(reference));
        return expanded;
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
