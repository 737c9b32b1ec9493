package org.packetboat.protocols.disk;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.packetboat.protocols.bundle.BundleBytes;

/**
 * A file of mail on a disk, from one server to one other: a bundle with a label.
 *
 * <pre>
 * packetboat-disk-mail 1
 * from: hub
 * to: denver
 * until: 2026-12-15T09:00:00Z        from then on its sender sends its mail again, and nobody may take it
 * mark: 5f1c09d2a7e34b80             another one in each file, so that no two have one name
 * can: pb1:bmsz:1:0:n:d:r            what bundles its sender reads
 *
 * the bundle's bytes
 * </pre>
 *
 * Its name is made of its bytes, so a file that was altered, or is not all there, is known by its name.
 *
 * @param mark by chance: who has not seen the file can't answer it
 * @param can  see {@link org.packetboat.protocols.bundle.Ability}
 */
public record DiskFile(String from, String to, Instant until, String mark, String can, byte[] bundle) {
    /** The end of its name. */
    public static final String SUFFIX = ".mail";
    private static final String WORD = "packetboat-disk-mail 1";

    /** As it is written. */
    public byte[] encode() {
        String label = String.join("\n", WORD, "from: " + from, "to: " + to, "until: " + until, "mark: " + mark,
                "can: " + can, "", "");
        byte[] head = label.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + bundle.length);
        System.arraycopy(bundle, 0, all, head.length, bundle.length);
        return all;
    }

    /** What a file of these bytes is called, without its end: 20 hexadecimal digits. */
    public static String id(byte[] bytes) {
        return BundleBytes.of(bytes).id();
    }

    /** @return empty if it is none that this version reads */
    public static Optional<DiskFile> read(byte[] bytes) {
        return DiskText.read(WORD, bytes).flatMap(label -> read(label, bytes));
    }

    private static Optional<DiskFile> read(DiskText label, byte[] bytes) {
        try {
            return Optional.of(new DiskFile(label.node("from"), label.node("to"), Instant.parse(label.need("until")),
                    label.need("mark"), label.need("can"), Arrays.copyOfRange(bytes, label.length(), bytes.length)));
        } catch (DateTimeException | IllegalArgumentException senseless) {
            return Optional.empty();
        }
    }
}
