package org.packetboat.protocols.milter;

import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.link.Body;
import org.packetboat.protocols.smtp.filter.IncomingText;

/** A body that takes the place of another one, as it comes from a filter: large ones go to the disk. */
final class NewBody {
    private final Supplier<Incoming> space;
    private final Disk disk;
    private Optional<Incoming> written = Optional.empty();

    NewBody(Supplier<Incoming> space, Disk disk) {
        this.space = space;
        this.disk = disk;
    }

    void append(byte[] bytes) {
        if (written.isEmpty()) written = Optional.of(space.get());
        Incoming incoming = written.get();
        incoming.append(bytes, 0, bytes.length);
        if (incoming.isFull()) disk.run(incoming::unload);
    }

    /** Gives the message its new body, if there is one. */
    void apply(MailUnderWay mail) {
        written.ifPresent(incoming -> mail.replace(incoming, aside(new IncomingText(incoming), disk)));
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
