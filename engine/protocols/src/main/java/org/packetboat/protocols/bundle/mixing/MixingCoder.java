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
 * a test holds its bytes. Predictors are lent by {@link Predictors}; whoever expands gives one back by closing the
 * stream.
 */
public final class MixingCoder implements Coder {
    /** Bytes of content at most. */
    public static final int MOST = 1 << 19;
    private static final int PRIMING = 3 << 16;

    private final Predictors predictors;

    /** With a new predictor for each bundle. */
    public MixingCoder() {
        this(Predictors.NEW);
    }

    public MixingCoder(Predictors predictors) {
        this.predictors = predictors;
    }

    /** @throws IllegalArgumentException if there is too much of it */
    @Override
    public byte[] compress(byte[] content, byte[] reference, Effort effort) {
        if (content.length > MOST) throw new IllegalArgumentException("content of " + content.length);
        byte[] text = primed(reference, content.length);
        int begin = text.length - content.length;
        System.arraycopy(content, 0, text, begin, content.length);
        Predictor predictor = predictors.take();
        try {
            begin(predictor, text, begin);
            return coded(content, predictor);
        } finally {
            giveBack(predictor);
        }
    }

    private static byte[] coded(byte[] content, Predictor predictor) {
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
        Predictor predictor = predictors.take();
        begin(predictor, text, text.length - length);
        try {
            return new MixedInput(packed, text, text.length - length, predictor, () -> giveBack(predictor));
        } catch (IOException unreadable) {
            giveBack(predictor);
            throw unreadable;
        }
    }

    private void giveBack(Predictor predictor) {
        predictor.end();
        predictors.giveBack(predictor);
    }

    private static byte[] primed(byte[] reference, int length) {
        int priming = Math.min(PRIMING, reference.length);
        byte[] text = new byte[priming + length];
        System.arraycopy(reference, reference.length - priming, text, 0, priming);
        return text;
    }

    private static void begin(Predictor predictor, byte[] text, int known) {
        predictor.begin(text);
        for (int i = 0; i < known; i++) {
            for (int bit = 7; bit >= 0; bit--)
                predictor.learn(text[i] >> bit & 1);
        }
    }
}
