package org.packetboat.engine.log.entry;

import java.nio.ByteBuffer;

/**
 * Where in the log's history an entry stands. No two different entries have the same.
 *
 * @param term    how many owners there were, this one included
 * @param opening the id of the term's opening; no other opening has it
 * @param number  grows by one with each entry, through all terms
 */
public record LogPosition(long term, long opening, long number) {
    /** Before the first entry. */
    public static final LogPosition START = new LogPosition(0, 0, 0);

    /** How long it is, written. */
    public static final int BYTES = 3 * Long.BYTES;

    /** The next of this opening. */
    public LogPosition next() {
        return new LogPosition(term, opening, number + 1);
    }

    /** The one before it, if that is of this opening, too. */
    public LogPosition previous() {
        return new LogPosition(term, opening, number - 1);
    }

    /** Writes its {@link #BYTES} bytes. */
    public void write(ByteBuffer out) {
        out.putLong(term).putLong(opening).putLong(number);
    }

    /** Reads what {@link #write} wrote. */
    public static LogPosition read(ByteBuffer in) {
        return new LogPosition(in.getLong(), in.getLong(), in.getLong());
    }

    /** For logs and messages. */
    @Override
    public String toString() {
        return term + "/" + number + "@" + Long.toHexString(opening);
    }
}
