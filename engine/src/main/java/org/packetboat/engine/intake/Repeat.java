package org.packetboat.engine.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;

/**
 * How one server knows that another sends it the same again: the line broke between the message and its 250. The sender
 * names the envelope in a parameter of MAIL, {@code XTRANSID=00002F.3.1795273021123@hub.example.com}; what was taken under
 * that name for the same recipients is not taken twice. A name is never used for two envelopes, not even by a server set
 * up anew: the time at which the message came in is part of it.
 */
public final class Repeat {
    /** The keyword of the extension, and of its parameter. */
    public static final String KEYWORD = "XTRANSID";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,300}");

    private Repeat() {
    }

    /** What a server calls an envelope towards others. */
    public static String name(Envelope envelope, String server) {
        return envelope.id() + "." + envelope.message().arrived().toEpochMilli() + "@" + server;
    }

    /** Whether it can be such a name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * The submission key of what came in under a name. Who of the recipients was taken last time is part of it: one who
     * was put off then, and is taken now, must not be passed over.
     */
    public static String key(String name, List<Recipient> recipients) {
        String all = recipients.stream().map(r -> r.address().toString()).sorted().collect(Collectors.joining("\n"));
        return "smtp:" + name + " " + HexFormat.of().formatHex(digest(all), 0, 16);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }
}
