package org.packetboat.connectors.uucp;

import java.util.Arrays;
import org.packetboat.engine.link.Body;

/** Bytes in memory. */
record BytesBody(byte[] bytes) implements Body {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public byte[] read(long offset, int most) {
        return Arrays.copyOfRange(bytes, (int) offset, (int) Math.min(bytes.length, offset + most));
    }
}
