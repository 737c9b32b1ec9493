package org.packetboat.protocols.uucp.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;

/**
 * The lines before a message that say who sent it, as {@code rmail} reads them (RFC 976 section 2.4):
 *
 * <pre>
 * From joe@denver.example.com Fri Nov 20 11:12:04 2026 remote from denver
 * &gt;From joe Fri Nov 20 11:11:58 2026 remote from shop
 * </pre>
 *
 * @param sender the return path; empty for the null path
 * @param length how many bytes these lines take
 */
record FromLine(Optional<Address> sender, int length) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String NOBODY = "MAILER-DAEMON";
    private static final int LONGEST = 4096;
    private static final Pattern LINE = Pattern.compile(
            ">?From +((?:\"(?:[^\"\\\\]++|\\\\.)*+\"|[^\\s\"]++)++)(?: .*?)??(?: remote from (\\S+))?\\r?\\n");

    /** The line we put before a message. Always the same for the same message. */
    static byte[] of(Optional<Address> sender, Instant arrived, RmailTerms terms) {
        String from = sender.map(one -> SenderAlias.of(one, terms.domain()).toString()).orElse(NOBODY);
        String line = "From " + from + " " + DATE.format(arrived) + " remote from " + terms.node() + "\n";
        return line.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads the lines at the beginning of a message from this node.
     *
     * @param requestor who had it sent there: the sender where the lines name none. Mail of somebody is no mail that
     *                  comes back
     */
    static FromLine read(Body body, String node, String requestor) {
        byte[] head = body.size() == 0 ? new byte[0] : body.read(0, LONGEST);
        Matcher line = LINE.matcher(new String(head, StandardCharsets.ISO_8859_1));
        String path = "";
        String user = "";
        int end = 0;
        while (line.find(end) && line.start() == end) {
            user = line.group(1);
            if (line.group(2) != null) path = path + line.group(2) + "!";
            end = line.end();
        }
        return new FromLine(sender(path, user, node, BangPath.address(requestor, node)), end);
    }

    private static Optional<Address> sender(String path, String user, String node, Optional<Address> requestor) {
        if (user.isEmpty()) return requestor;
        boolean inBrackets = user.startsWith("<") && user.endsWith(">");
        String bare = inBrackets ? user.substring(1, user.length() - 1) : user;
        if (bare.isEmpty() || bare.equalsIgnoreCase(NOBODY)) return Optional.empty();
        return BangPath.address(bare.indexOf('@') > 0 || path.isEmpty() ? bare : path + bare, node)
                .or(() -> requestor);
    }
}
