package org.packetboat.engine.sim;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.notice.NoticeKind;

/** Reads what is written in a message of a simulated world: a letter of its own, or a notice about one. */
sealed interface Papers {
    /** A letter, byte for byte. */
    record OfLetter(String token, byte[] text) implements Papers {}

    /** A notice, and whom it is about. */
    record OfNotice(String token, NoticeKind kind, List<Address> about) implements Papers {}

    String TOKEN = "Token: ";
    Pattern ENVID = Pattern.compile("^Original-Envelope-Id: (\\S+)\r\n", Pattern.MULTILINE);
    Pattern ACTION = Pattern.compile("^Action: (\\S+)\r\n", Pattern.MULTILINE);
    Pattern FINAL = Pattern.compile("^Final-Recipient: (?:rfc822|utf-8); (\\S+)\r\n", Pattern.MULTILINE);

    static Papers read(Body body) {
        byte[] bytes = bytes(body);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.startsWith(TOKEN)) return new OfLetter(text.substring(TOKEN.length(), text.indexOf('\r')), bytes);
        return new OfNotice(first(ENVID, text).orElseThrow(), kind(first(ACTION, text).orElseThrow()),
                FINAL.matcher(text).results().map(r -> Address.parse(r.group(1))).toList());
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static NoticeKind kind(String action) {
        return Arrays.stream(NoticeKind.values()).filter(k -> k.action().equals(action)).findFirst().orElseThrow();
    }

    /** All bytes of a body. */
    static byte[] bytes(Body body) {
        byte[] all = new byte[(int) body.size()];
        for (int at = 0; at < all.length;) {
            byte[] part = body.read(at, all.length - at);
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
