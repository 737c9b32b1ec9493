package org.packetboat.protocols.bundle.mixing;

import java.io.IOException;
import java.io.InputStream;
import org.packetboat.protocols.bundle.codec.DamagedException;

/** What a {@link MixingCoder} coded, bit by bit. The coded bytes end with zeros that were not written. */
final class MixedInput extends InputStream {
    private static final int UNWRITTEN = 4;

    private final InputStream packed;
    private final byte[] text;
    private final Predictor predictor;
    private final Runnable done;
    private final BitRange range = new BitRange();
    private long code;
    private int at;
    private int missing;
    private boolean closed;

    /** @param done what is to be done when this is closed: the predictor is no longer used */
    MixedInput(InputStream packed, byte[] text, int at, Predictor predictor, Runnable done) throws IOException {
        this.packed = packed;
        this.text = text;
        this.at = at;
        this.predictor = predictor;
        this.done = done;
        for (int i = 0; i < 4; i++)
            code = code << 8 | nextByte();
    }

    private int nextByte() throws IOException {
        int next = packed.read();
        if (next >= 0) return next;
        if (++missing > UNWRITTEN) throw new DamagedException("ends too early");
        return 0;
    }

    @Override
    public int read() throws IOException {
        if (closed) throw new IOException("closed");
        if (at == text.length) return -1;
        for (int i = 0; i < 7; i++)
            learn(bit());
        int lastBit = bit();
        text[at] = (byte) (predictor.partial() << 1 | lastBit);
        learn(lastBit);
        return text[at++] & 0xff;
    }

    private int bit() {
        return range.bit(code, predictor.probability());
    }

    private void learn(int bit) throws IOException {
        range.narrow(bit, predictor.probability());
        predictor.learn(bit);
        while (range.isSettled()) {
            range.shift();
            code = (code << 8 | nextByte()) & 0xffffffffL;
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = 0;
        for (int next = 0; count < length && (next = read()) >= 0; count++)
            into[offset + count] = (byte) next;
        return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public void close() throws IOException {
        if (!closed) done.run();
        closed = true;
        packed.close();
    }
}
