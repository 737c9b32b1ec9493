package org.packetboat.connectors.uucp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.store.UnreadableException;

/** The bytes of a file that does not change. */
record FileBody(Path file, long size) implements Body {
    @Override
    public byte[] read(long offset, int most) {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(most, size - offset));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.read(piece, offset);
        } catch (IOException gone) {
            throw new UnreadableException("uucp spool: cannot read " + file, gone);
        }
        if (piece.position() == 0 && piece.hasRemaining())
            throw new UnreadableException("uucp spool: " + file + " ends before byte " + offset + " of " + size);
        return Arrays.copyOf(piece.array(), piece.position());
    }
}
