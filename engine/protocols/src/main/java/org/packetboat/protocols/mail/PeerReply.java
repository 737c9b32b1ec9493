package org.packetboat.protocols.mail;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Reply;

/**
 * A whole reply of the peer (RFC 5321 section 4.2).
 *
 * @param code  200 to 599
 * @param lines the text of each line, without code and separator; at least one, perhaps empty
 * @param host  who says so; empty if it isn't the peer
 */
public record PeerReply(int code, List<String> lines, Optional<String> host) {
    private static final int SERVICE_CLOSING = 421;
    private static final int LONGEST_TEXT = 500;
    private static final Set<Integer> LOGIN_CODES = Set.of(530, 534, 535, 538);
    private static final Set<String> LOGIN_STATUSES = Set.of("5.7.8", "5.7.57");
    private static final Pattern STATUS = Pattern.compile("([245])\\.\\d{1,3}\\.\\d{1,3}(?=\\s|$)");

    public boolean isPositive() {
        return code < 300;
    }

    /** 3xx: go on with what was announced. */
    public boolean isGoAhead() {
        return code >= 300 && code < 400;
    }

    public boolean isPermanent() {
        return code >= 500;
    }

    /** 421: whatever was asked, the peer is about to close the connection (RFC 5321 section 3.8). */
    public boolean isFarewell() {
        return code == SERVICE_CLOSING;
    }

    /**
     * Whether it says that we are not logged in, or not well enough (RFC 4954 section 6, RFC 3207 section 4): that is
     * no word about the mail. 5.7.57 is what Exchange says.
     */
    public boolean wantsLogin() {
        return LOGIN_CODES.contains(code) || status().filter(LOGIN_STATUSES::contains).isPresent();
    }

    /** The enhanced status (RFC 2034), if the peer gave one that fits its code. */
    public Optional<String> status() {
        Matcher matcher = STATUS.matcher(lines.getFirst());
        boolean fits = matcher.lookingAt() && matcher.group(1).charAt(0) - '0' == code / 100;
        return fits ? Optional.of(matcher.group()) : Optional.empty();
    }

    /** In the engine's words: one line, and a status in any case; x.0.0 where the peer gave none. */
    public Reply reply() {
        Optional<String> given = status();
        String text = lines.stream().map(line -> given.isPresent() ? withoutStatus(line) : line)
                .collect(Collectors.joining(" ")).strip();
        String status = given.orElse(isGoAhead() ? "" : code / 100 + ".0.0");
        return new Reply(code, status, text.substring(0, Math.min(text.length(), LONGEST_TEXT)), host);
    }

    private static String withoutStatus(String line) {
        Matcher matcher = STATUS.matcher(line);
        return matcher.lookingAt() ? line.substring(matcher.end()).stripLeading() : line;
    }
}
