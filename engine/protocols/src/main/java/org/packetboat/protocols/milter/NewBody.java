package org.packetboat.protocols.milter;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.link.Body;
import org.packetboat.protocols.smtp.filter.IncomingText;

/**
 * A body, or a whole text, that takes the place of another one, as it comes from a filter: large ones go to the disk.
 * Each line ends with CRLF, whatever the filter has written: a lone CR or LF beside a dot could end the text on the way
 * out.
 */
final class NewBody {
    /** Larger than any message that comes in. */
    private static final long LARGEST = 2L << 30;
    /** What each piece takes beside its bytes: empty ones have an end, too. */
    private static final int EACH = 64;

    private final Supplier<Incoming> space;
    private final Disk disk;
    private Optional<Incoming> written = Optional.empty();
    private long size;
    private byte last = '\n';

    NewBody(Supplier<Incoming> space, Disk disk) {
        this.space = space;
        this.disk = disk;
    }

    /** @throws FilterTrouble if there is a NUL in it, or no end of it */
    void append(byte[] bytes) {
        size += bytes.length + EACH;
        if (size > LARGEST) throw new FilterTrouble("it sends a body of more than 2 GB");
        if (written.isEmpty()) written = Optional.of(space.get());
        ByteArrayOutputStream lines = new ByteArrayOutputStream(bytes.length + 16);
        for (byte b : bytes) {
            if (b == 0) throw new FilterTrouble("it sent a body with a NUL");
            if (b == '\n' && last != '\r') lines.write('\r');
            else if (b != '\n' && last == '\r') lines.write('\n');
            lines.write(b);
            last = b;
        }
        write(lines.toByteArray());
    }

    private void write(byte[] bytes) {
        Incoming incoming = written.orElseThrow();
        incoming.append(bytes, 0, bytes.length);
        if (incoming.isFull()) disk.run(incoming::unload);
    }

    private void endLine() {
        if (last == '\r') write(new byte[]{'\n'});
        else if (last != '\n') write(new byte[]{'\r', '\n'});
        last = '\n';
    }

    /** Hands it over, if there is one. @param to gets where it was written, and where it stands */
    void apply(BiConsumer<Incoming, Body> to) {
        if (written.isPresent()) endLine();
        written.ifPresent(incoming -> to.accept(incoming, aside(new IncomingText(incoming), disk)));
        written = Optional.empty();
    }

    /** It is not used. */
    void drop() {
        written.ifPresent(incoming -> disk.run(incoming::abandon));
        written = Optional.empty();
    }

    /** What stands in the store is read on a thread that may wait for it. */
    static Body aside(Body stored, Disk disk) {
        return new Body() {
            private byte[] last = {};

            @Override
            public long size() {
                return stored.size();
            }

            @Override
            public byte[] read(long offset, int most) {
                disk.run(() -> last = stored.read(offset, most));
                return last;
            }
        };
    }
}
