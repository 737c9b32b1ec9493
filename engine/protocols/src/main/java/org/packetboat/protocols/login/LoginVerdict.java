package org.packetboat.protocols.login;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.modem.Prelude;

/**
 * Listens whether a UUCP site lets us in after login and password: its greeting begins (020), or it says that the login
 * is wrong, or asks for it again. A prompt counts only if nothing follows it, so that "Last login: Mon" is none. If
 * nothing is said, that is left to the session. A machine without I/O and clock, used once.
 */
public final class LoginVerdict implements Prelude {
    private static final byte GREETING = 0x10;
    private static final int MOST_HEARD = 4096;
    /** So long after a prompt nothing more belongs to it. */
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Pattern WRONG = Pattern.compile(
            "login (incorrect|failed)|invalid (login|password)|access denied",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PROMPT = Pattern.compile("(login|user ?name|password) ?[:?] *\\z",
            Pattern.CASE_INSENSITIVE);

    private final Duration patience;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private Instant until = Instant.MAX;
    private Instant quietAt = Instant.MAX;

    /** @param patience how long to wait for one or the other */
    public LoginVerdict(Duration patience) {
        this.patience = patience;
    }

    @Override
    public Step begin(Instant now) {
        until = now.plus(patience);
        return new Step.Wait(NOTHING, until);
    }

    @Override
    public Step heard(byte[] bytes, Instant now) {
        heard.writeBytes(bytes);
        if (isGreeting() || heard.size() > MOST_HEARD) return through();
        String text = text();
        if (WRONG.matcher(text).find()) return refused();
        quietAt = PROMPT.matcher(text).find() ? now.plus(QUIET) : Instant.MAX;
        return new Step.Wait(NOTHING, quietAt.isBefore(until) ? quietAt : until);
    }

    private boolean isGreeting() {
        for (byte b : heard.toByteArray())
            if ((b & 0x7f) == GREETING) return true;
        return false;
    }

    /** Without parity bits. */
    private String text() {
        byte[] bytes = heard.toByteArray();
        for (int i = 0; i < bytes.length; i++)
            bytes[i] &= 0x7f;
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private Step through() {
        return new Step.Through(NOTHING, heard.toByteArray(), OptionalLong.empty());
    }

    private static Step refused() {
        return new Step.Failed(new Ending.LoginRefused(new Reply(535, "5.7.8",
                "the site asks for the login again: login or password is wrong")), false, Duration.ZERO);
    }

    @Override
    public Step rang(Instant now) {
        if (!now.isBefore(quietAt)) return refused();
        return now.isBefore(until) ? new Step.Wait(NOTHING, until) : through();
    }
}
