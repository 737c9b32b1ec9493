package org.packetboat.engine.accept;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.packetboat.engine.intake.BigSendHeader;
import org.packetboat.engine.intake.HeadingReader;
import org.packetboat.engine.queue.IncomingMessage;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.trace.Fingerprint;
import org.packetboat.engine.trace.FingerprintReader;

/**
 * The text of a message while it comes in, and what is to be known of it at the commit. A failure to store a piece is
 * remembered until then, and answered as a failure of the commit would be.
 */
final class ArrivingText {
    private final IncomingMessage bytes;
    private final BooleanSupplier full;
    private final BigSendHeader header = new BigSendHeader();
    private final HeadingReader heading = new HeadingReader();
    private Optional<FingerprintReader> print = Optional.empty();
    private volatile boolean failed;

    /** @param full while it holds, nothing more is stored */
    ArrivingText(IncomingMessage bytes, BooleanSupplier full) {
        this.bytes = bytes;
        this.full = full;
    }

    IncomingMessage bytes() {
        return bytes;
    }

    /** What its header says of a big send. */
    BigSendHeader header() {
        return header;
    }

    HeadingReader heading() {
        return heading;
    }

    /** It is to be known again. */
    void recognise() {
        print = Optional.of(new FingerprintReader());
    }

    boolean isRecognised() {
        return print.isPresent();
    }

    /** Its fingerprint, if it is to be known again. */
    Optional<Fingerprint> print() {
        return print.map(FingerprintReader::end);
    }

    /** Whether a part of it could not be stored, or there is no room for the rest. */
    boolean isLost() {
        return failed || full.getAsBoolean();
    }

    void append(byte[] source, int offset, int length) {
        if (failed) return;
        header.see(source, offset, length);
        heading.see(source, offset, length);
        print.ifPresent(reader -> reader.see(source, offset, length));
        try {
            if (full.getAsBoolean()) failed = true;
            else bytes.append(source, offset, length);
        } catch (StoreException e) {
            failed = true;
        }
    }

    void unload() {
        try {
            if (!failed) bytes.unload();
        } catch (StoreException e) {
            failed = true;
        }
    }

    byte[] read(long offset, int most) {
        if (failed) throw new StoreException("a part of the message could not be stored");
        return bytes.read(offset, most);
    }

    void abandon() {
        try {
            bytes.abandon();
        } catch (StoreException e) {
            failed = true; // what was staged stays marked as unfinished, and goes at the next start
        }
    }
}
