package org.packetboat.engine.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.packetboat.engine.log.entry.LogEntry;
import org.packetboat.engine.log.entry.LogEntry.Content;
import org.packetboat.engine.log.entry.LogPosition;

/**
 * Up to where a store has the log. It lies in the store itself, written with the changes that it speaks of.
 *
 * <pre>
 * checkpoint  version (1)  position (24)  offset (8)  owner: length (4), UTF-8  openings: count (4), id (8), base (8) …
 * </pre>
 *
 * @param offset   the place of the entry's last record in the log
 * @param owner    the machine of the last opening; empty before the first
 * @param openings the openings that led here, the last 64 of them
 */
record LogCheckpoint(LogPosition at, long offset, String owner, List<Term> openings) {
    /** @param base the number of the entry that it went on from */
    record Term(long opening, long base) {}

    static final LogCheckpoint START = new LogCheckpoint(LogPosition.START, -1, "", List.of());
    private static final int MOST = 64;
    private static final byte VERSION = 1;

    LogCheckpoint after(LogEntry entry, long place) {
        if (!(entry.content() instanceof Content.Opening opening))
            return new LogCheckpoint(entry.at(), place, owner, openings);
        List<Term> all = new ArrayList<>(openings);
        all.add(new Term(entry.at().opening(), opening.base().number()));
        return new LogCheckpoint(entry.at(), place, opening.machine(),
                List.copyOf(all.subList(Math.max(0, all.size() - MOST),
                        all.size())));
    }

    /** Whether this store has come through that opening. */
    boolean cameThrough(long opening) {
        return openings.stream().anyMatch(term -> term.opening() == opening);
    }

    /** How many entries of the other are no part of this one's history. */
    long lacks(LogCheckpoint other) {
        long fork = openings.stream().filter(term -> !other.cameThrough(term.opening())).mapToLong(Term::base).min()
                .orElse(Long.MAX_VALUE);
        return Math.max(0, other.at().number() - fork);
    }

    byte[] toBytes() {
        byte[] name = owner.getBytes(UTF_8);
        ByteBuffer out = ByteBuffer.allocate(1 + LogPosition.BYTES + Long.BYTES + 2 * Integer.BYTES + name.length
                + openings.size() * 2 * Long.BYTES).put(VERSION);
        at.write(out);
        out.putLong(offset).putInt(name.length).put(name).putInt(openings.size());
        openings.forEach(term -> out.putLong(term.opening()).putLong(term.base()));
        return out.array();
    }

    /** @throws IllegalArgumentException if it is of a later version */
    static LogCheckpoint read(ByteBuffer in) {
        byte version = in.get();
        if (version != VERSION) throw new IllegalArgumentException("a checkpoint of version " + version);
        LogPosition at = LogPosition.read(in);
        long offset = in.getLong();
        byte[] name = new byte[in.getInt()];
        in.get(name);
        int count = in.getInt();
        List<Term> openings = new ArrayList<>();
        for (int i = 0; i < count; i++)
            openings.add(new Term(in.getLong(), in.getLong()));
        return new LogCheckpoint(at, offset, new String(name, UTF_8), List.copyOf(openings));
    }
}
