package org.packetboat.protocols.smtp.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** How the network divides what the client sends. */
enum Split {
    WHOLE, BYTES, SEVENS, ANYHOW;

    List<byte[]> divide(byte[] bytes) {
        Random random = new Random(bytes.length);
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length;) {
            int end = Math.min(bytes.length, at + switch (this) {
                case WHOLE -> bytes.length;
                case BYTES -> 1;
                case SEVENS -> 7;
                case ANYHOW -> 1 + random.nextInt(40);
            });
            pieces.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return pieces;
    }
}
