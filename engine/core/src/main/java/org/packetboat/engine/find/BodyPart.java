package org.packetboat.engine.find;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.store.UnreadableException;

/** Parts of a message's bytes, for people and programs that look at it. What is damaged on the disk is left out. */
public final class BodyPart {
    private BodyPart() {}

    /** From a place on, at most so many; none behind the end. */
    public static byte[] of(Body body, long from, int most) {
        if (from >= body.size()) return new byte[0];
        try {
            return body.read(from, (int) Math.min(most, body.size() - from));
        } catch (UnreadableException damaged) {
            return new byte[0];
        }
    }

    /** The first bytes, at most so many, up to the first that can't be read. */
    public static byte[] start(Body body, int most) {
        ByteBuffer start = ByteBuffer.allocate((int) Math.min(body.size(), most));
        try {
            while (start.hasRemaining())
                start.put(body.read(start.position(), start.remaining()));
        } catch (UnreadableException e) {
            return Arrays.copyOf(start.array(), start.position());
        }
        return start.array();
    }
}
