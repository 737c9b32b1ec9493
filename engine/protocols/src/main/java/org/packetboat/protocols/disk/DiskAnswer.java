package org.packetboat.protocols.disk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.uucp.mail.Printable;

/**
 * What a server answers to a file of mail that a disk has brought.
 *
 * <pre>
 * packetboat-disk-answer 1
 * to: 3f0a…                          the file's id
 * says: taken
 * can: pb1:bmsz:1:0:n:d:r            what bundles it reads
 * proof: Zk3vQ0bXb2pYcXJz            made of all else; - where nobody has a key
 *
 * 3 550 5.1.1 No such user           by its place in the file, what was refused, or put off
 * end
 * </pre>
 *
 * @param refused only where it was taken
 */
public record DiskAnswer(String to, Verdict says, String can, Map<Integer, Reply> refused) {
    /** The end of its name. */
    public static final String SUFFIX = ".answer";
    /** No answer is longer, in bytes. */
    public static final int LONGEST = 2 << 20;
    /** Where nobody has a key. */
    public static final String NO_PROOF = "-";

    private static final String WORD = "packetboat-disk-answer 1";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{20}");
    private static final Pattern REFUSAL = Pattern.compile("(\\d{1,6}) ([45]\\d\\d) ([45]\\.\\d{1,3}\\.\\d{1,3}) (.*)");

    /** What became of the file as a whole. */
    public enum Verdict {
        /** All of its mail is in, but for what is named. */
        TAKEN,
        /** It came when its sender might have sent its mail again. */
        LATE,
        /** Its bytes are not what its name says, or its bundle is broken. */
        DAMAGED,
        /** Something in it is not known there: a codec, a later format. */
        UNKNOWN,
        /** It holds more than is taken. */
        LARGE,
        /** It is encrypted with another key, or not at all. */
        KEY;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DiskAnswer {
        refused = Map.copyOf(refused);
    }

    /** As it is written. @param proof what proves that this text is ours */
    public byte[] encode(UnaryOperator<String> proof) {
        StringBuilder text = new StringBuilder(String.join("\n", WORD, "to: " + to, "says: " + says.word(),
                "can: " + can, "proof: " + proof.apply(proven()), "", ""));
        text.append(refusals()).append("end\n");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What the proof is made of. */
    public String proven() {
        return DiskFile.id((to + "\n" + says.word() + "\n" + can + "\n" + refusals()).getBytes(StandardCharsets.UTF_8));
    }

    private String refusals() {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(refused).forEach((place, reply) -> lines.append(place).append(' ').append(reply.code())
                .append(' ').append(status(reply)).append(' ').append(Printable.of(reply.text())).append('\n'));
        return lines.toString();
    }

    private static String status(Reply reply) {
        boolean fits = reply.status().matches("[45]\\.\\d{1,3}\\.\\d{1,3}");
        return fits ? reply.status() : reply.isPermanent() ? "5.0.0" : "4.0.0";
    }

    /** An answer with its proof, as it was read. */
    public record Read(DiskAnswer answer, String proof) {}

    /** @return empty if it is none that this version reads, or is not all there */
    public static Optional<Read> read(byte[] bytes) {
        return DiskText.read(WORD, bytes).flatMap(head -> read(head,
                new String(bytes, head.length(), bytes.length - head.length(), StandardCharsets.UTF_8)));
    }

    private static Optional<Read> read(DiskText head, String text) {
        if (!text.equals("end\n") && !text.endsWith("\nend\n")) return Optional.empty();
        List<String> lines = text.lines().toList();
        Map<Integer, Reply> refused = new TreeMap<>();
        try {
            for (String line : lines.subList(0, lines.size() - 1))
                refusal(line, refused);
            String to = head.need("to");
            if (!ID.matcher(to).matches()) return Optional.empty();
            Verdict says = Arrays.stream(Verdict.values()).filter(v -> v.word().equals(head.fields().get("says")))
                    .findFirst().orElseThrow(IllegalArgumentException::new);
            return Optional.of(new Read(new DiskAnswer(to, says, head.need("can"), refused), head.need("proof")));
        } catch (IllegalArgumentException senseless) {
            return Optional.empty();
        }
    }

    private static void refusal(String line, Map<Integer, Reply> into) {
        Matcher told = REFUSAL.matcher(line);
        if (!told.matches()) throw new IllegalArgumentException(line);
        into.put(Integer.parseInt(told.group(1)),
                new Reply(Integer.parseInt(told.group(2)), told.group(3), Printable.of(told.group(4))));
    }
}
