package org.packetboat.engine.trace;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.engine.link.Body;

/**
 * What this server keeps in comments of the trace line that it puts before a message. Nobody else can have written
 * there: only the first field of a stored message is looked at, and of that only what stands before the recipient.
 *
 * <pre>
 * Received: from hub.example.com ([10.1.0.2])
 *     by branch.example.com (LABEL VALUE)
 *     (LABEL VALUE) with ESMTP id 00002F
 *     for &lt;desk@ny.example.com&gt;; ...
 * </pre>
 */
public final class OwnTrace {
    private static final String RECIPIENT = "\r\n\tfor <";
    private static final int LONGEST_LINE = 8192;
    private static final Pattern BY = Pattern
            .compile("^Received: (?:from \\S+ (?:\\([^()]*\\)\\s+)?)?by ([A-Za-z0-9._-]{1,255})\\s");

    private OwnTrace() {}

    /** The comment as it stands in the trace line. */
    public static String comment(String label, String value) {
        return "(" + label + " " + value + ")";
    }

    /** Reads a comment of the first trace line of a stored message. */
    public static Optional<String> read(Body body, String label) {
        String line = firstField(body);
        if (!line.startsWith("Received: ")) return Optional.empty();
        int recipient = line.indexOf(RECIPIENT);
        String ours = recipient < 0 ? line : line.substring(0, recipient);
        int begin = ours.indexOf("(" + label + " ");
        int end = ours.indexOf(')', Math.max(begin, 0));
        return begin < 0 || end < 0
                ? Optional.empty()
                : Optional.of(ours.substring(begin + label.length() + 2, end));
    }

    /** The name that this server had when the message came in, or its UUCP name if it came by a call. */
    static Optional<String> server(Body body) {
        return Optional.of(BY.matcher(firstField(body))).filter(Matcher::find).map(by -> by.group(1));
    }

    /** Without the message's other header fields, which anybody may have written. */
    private static String firstField(Body body) {
        return StoredHeader.of(body, LONGEST_LINE).stream().findFirst()
                .map(field -> field.text(StandardCharsets.UTF_8)).orElse("");
    }
}
