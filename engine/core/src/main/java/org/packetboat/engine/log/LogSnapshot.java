package org.packetboat.engine.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The contents of a store at a place in the log, in chunks.
 *
 * <pre>
 * snapshot  version (1)  checkpoint: length (4), bytes  chunks: count (4), chunk …  SHA-256 of all before it (32)
 * chunk     name: length (4), UTF-8  SHA-256 (32)
 * </pre>
 *
 * @param name its own name in the storage; empty for the empty store
 */
record LogSnapshot(String name, LogCheckpoint checkpoint, List<Chunk> chunks) {
    /** @param hash SHA-256 of its bytes, in hexadecimal digits */
    record Chunk(String name, String hash) {}

    /** What every store begins with. */
    static final LogSnapshot EMPTY = new LogSnapshot("", LogCheckpoint.START, List.of());
    static final Comparator<LogSnapshot> BY_NUMBER = Comparator.comparingLong(s -> s.checkpoint().at().number());
    private static final byte VERSION = 1;
    private static final int HASH = 32;

    /** Its own name and those of its chunks. */
    Set<String> names() {
        return Stream.concat(Stream.of(name), chunks.stream().map(Chunk::name)).collect(Collectors.toSet());
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(sha256(bytes));
    }

    byte[] toBytes() {
        byte[] at = checkpoint.toBytes();
        List<byte[]> names = chunks.stream().map(c -> c.name().getBytes(UTF_8)).toList();
        int room = names.stream().mapToInt(n -> Integer.BYTES + n.length + HASH).sum();
        ByteBuffer out = ByteBuffer.allocate(1 + 2 * Integer.BYTES + at.length + room + HASH);
        out.put(VERSION).putInt(at.length).put(at).putInt(chunks.size());
        for (int i = 0; i < names.size(); i++) {
            out.putInt(names.get(i).length).put(names.get(i));
            out.put(HexFormat.of().parseHex(chunks.get(i).hash()));
        }
        return out.put(sha256(Arrays.copyOf(out.array(), out.position()))).array();
    }

    /** Nothing if it is damaged, or of a later version. */
    static Optional<LogSnapshot> read(String name, byte[] bytes) {
        if (bytes.length <= HASH || bytes[0] != VERSION) return Optional.empty();
        int length = bytes.length - HASH;
        byte[] sum = Arrays.copyOfRange(bytes, length, bytes.length);
        if (!Arrays.equals(sum, sha256(Arrays.copyOf(bytes, length)))) return Optional.empty();
        ByteBuffer in = ByteBuffer.wrap(bytes).position(1);
        LogCheckpoint checkpoint = LogCheckpoint.read(ByteBuffer.wrap(take(in, in.getInt())));
        List<Chunk> chunks = new ArrayList<>();
        for (int count = in.getInt(); count > 0; count--) {
            String chunk = new String(take(in, in.getInt()), UTF_8);
            chunks.add(new Chunk(chunk, HexFormat.of().formatHex(take(in, HASH))));
        }
        return Optional.of(new LogSnapshot(name, checkpoint, List.copyOf(chunks)));
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
