package org.packetboat.protocols.bundle.mixing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.Coder;
import org.packetboat.protocols.bundle.codec.Effort;
import org.packetboat.protocols.bundle.codec.TooLargeException;

/**
 * Codes how much each bit surprises a {@link Predictor} that has read the last {@value #PRIMING} bytes of the reference
 * before. The strongest on text and by far the slowest, reference included and either way, so more than {@value #MOST}
 * bytes of content are not for it. The predictor is the format: whoever changes it takes a new number in {@link Codec};
 * a test holds its bytes.
 */
public final class MixingCoder implements Coder {
    /** Bytes of content at most. */
    public static final int MOST = 1 << 19;
    private static final int PRIMING = 3 << 16;

    /** @throws IllegalArgumentException if there is too much of it */
    @Override
    public byte[] compress(byte[] content, byte[] reference, Effort effort) {
        if (content.length > MOST) throw new IllegalArgumentException("content of " + content.length);
        byte[] text = primed(reference, content.length);
        int begin = text.length - content.length;
        System.arraycopy(content, 0, text, begin, content.length);
        Predictor predictor = predictor(text, begin);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BitRange range = new BitRange();
        for (byte next : content) {
            for (int i = 7; i >= 0; i--) {
                int bit = next >> i & 1;
                range.narrow(bit, predictor.probability());
                predictor.learn(bit);
                while (range.isSettled())
                    out.write(range.shift());
            }
        }
        out.writeBytes(range.end());
        return out.toByteArray();
    }

    @Override
    public InputStream expand(InputStream packed, int length, byte[] reference) throws IOException {
        if (length > MOST) throw new TooLargeException("content of " + length + " for this codec");
        byte[] text = primed(reference, length);
        return new MixedInput(packed, text, text.length - length, predictor(text, text.length - length));
    }

    private static byte[] primed(byte[] reference, int length) {
        int priming = Math.min(PRIMING, reference.length);
        byte[] text = new byte[priming + length];
        System.arraycopy(reference, reference.length - priming, text, 0, priming);
        return text;
    }

    private static Predictor predictor(byte[] text, int known) {
        Predictor predictor = new Predictor(text);
        for (int i = 0; i < known; i++) {
            for (int bit = 7; bit >= 0; bit--)
                predictor.learn(text[i] >> bit & 1);
        }
        return predictor;
    }
}
