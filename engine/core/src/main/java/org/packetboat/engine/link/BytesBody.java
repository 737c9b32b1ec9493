package org.packetboat.engine.link;

import java.util.Arrays;

/** A message's bytes in memory; the array is not copied. */
public record BytesBody(byte[] bytes) implements Body {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public byte[] read(long offset, int most) {
        return Arrays.copyOfRange(bytes, (int) offset, (int) Math.min(bytes.length, offset + most));
    }
}
