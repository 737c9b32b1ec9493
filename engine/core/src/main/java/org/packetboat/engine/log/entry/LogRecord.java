package org.packetboat.engine.log.entry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.packetboat.engine.log.entry.LogEntry.Content;

/**
 * What a record of the log holds. The version is the first byte: a program reads its own and those before it.
 *
 * <pre>
 * opening    version (1)  'O'  position (24)  base (24)  after (24)  machine: length (4), UTF-8
 * piece      version (1)  'P'  position of the entry (24)  number of the piece, from 0 (4)  last (1)  bytes
 * heartbeat  version (1)  'B'  position of the opening, or an entry behind it (24)  number of the heartbeat (8)
 *            and the last one of an owner that hands over:  who is to own next: length (4), UTF-8
 * </pre>
 */
public sealed interface LogRecord {
    byte VERSION = 1;
    /** No version goes so far: a text does not begin with less, but for its white space. */
    byte LATEST = 9;

    LogPosition at();

    byte[] toBytes();

    /** An entry that opens a term. */
    record Opened(LogPosition at, Content.Opening opening) implements LogRecord {
        @Override
        public byte[] toBytes() {
            byte[] machine = opening.machine().getBytes(UTF_8);
            ByteBuffer out = head('O', at, 2 * LogPosition.BYTES + Integer.BYTES + machine.length);
            opening.base().write(out);
            opening.after().write(out);
            return out.putInt(machine.length).put(machine).array();
        }
    }

    /** A part of any other entry. */
    record Piece(LogPosition at, int index, boolean last, byte[] bytes) implements LogRecord {
        @Override
        public byte[] toBytes() {
            ByteBuffer out = head('P', at, Integer.BYTES + 1 + bytes.length);
            return out.putInt(index).put((byte) (last ? 1 : 0)).put(bytes).array();
        }
    }

    /**
     * The owner is alive.
     *
     * @param next the machine that is to own next: the owner has written its last entry, and sends nothing any more.
     *             Programs that don't know it see a heartbeat
     */
    record Heartbeat(LogPosition at, long number, Optional<String> next) implements LogRecord {
        public Heartbeat(LogPosition at, long number) {
            this(at, number, Optional.empty());
        }

        @Override
        public byte[] toBytes() {
            byte[] machine = next.orElse("").getBytes(UTF_8);
            ByteBuffer out = head('B', at, Long.BYTES + (next.isEmpty() ? 0 : Integer.BYTES + machine.length));
            out.putLong(number);
            return next.isEmpty() ? out.array() : out.putInt(machine.length).put(machine).array();
        }

        private static Heartbeat of(LogPosition at, ByteBuffer in) {
            long number = in.getLong();
            return new Heartbeat(at, number, in.remaining() < Integer.BYTES ? Optional.empty() : Optional.of(text(in)));
        }
    }

    private static ByteBuffer head(char kind, LogPosition at, int room) {
        ByteBuffer out = ByteBuffer.allocate(2 + LogPosition.BYTES + room).put(VERSION).put((byte) kind);
        at.write(out);
        return out;
    }

    /**
     * What a record holds; empty if it is none of a hub's log: somebody else's text, or nothing at all.
     *
     * @throws IllegalArgumentException if a later program has written it
     */
    static Optional<LogRecord> read(byte[] bytes) {
        boolean ours = bytes.length >= 2 + LogPosition.BYTES && bytes[0] >= 1 && bytes[0] < LATEST
                && Character.isUpperCase(bytes[1]);
        if (!ours) return Optional.empty();
        if (bytes[0] > VERSION) return Optional.of(of(bytes)); // says so
        try {
            return Optional.of(of(bytes));
        } catch (IllegalArgumentException | BufferUnderflowException | NegativeArraySizeException e) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException if it is of a later version, or no record of this log */
    static LogRecord of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version < 1 || version > VERSION)
            throw new IllegalArgumentException(
                    "a record of version " + version + "; this program reads up to " + VERSION);
        byte kind = in.get();
        LogPosition at = LogPosition.read(in);
        return switch (kind) {
            case 'O' -> new Opened(at, new Content.Opening(LogPosition.read(in), LogPosition.read(in), text(in)));
            case 'P' -> new Piece(at, in.getInt(), in.get() != 0, rest(in));
            case 'B' -> Heartbeat.of(at, in);
            default -> throw new IllegalArgumentException("a record of kind " + kind);
        };
    }

    private static String text(ByteBuffer in) {
        byte[] utf8 = new byte[Math.min(in.getInt(), in.remaining())];
        in.get(utf8);
        return new String(utf8, UTF_8);
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }
}
