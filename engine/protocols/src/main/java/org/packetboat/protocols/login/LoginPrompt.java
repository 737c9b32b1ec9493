package org.packetboat.protocols.login;

import org.packetboat.protocols.modem.Prelude;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.packetboat.engine.mail.Reply;

/**
 * Asks a caller for name and password. Who has none that is right learns nothing: the prompts are the same whoever
 * calls, and after three attempts or a minute the line goes down. Nothing that was typed is logged, except a login that
 * exists.
 */
public final class LoginPrompt implements Prelude {
    private enum Phase {
        LOGIN, PASSWORD, PUNISHED
    }

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ATTEMPTS = 3;
    private static final int LONGEST = 64;

    private final String line;
    private final boolean asksFirst;
    private final PasswordCheck check;
    private final UnaryOperator<Instant> pause;
    private final LoginLog log;
    private final StringBuilder typed = new StringBuilder();
    private Phase phase = Phase.LOGIN;
    private String login = "";
    private int failures;
    private Instant deadline = Instant.MAX;
    private Instant until = Instant.MAX;

    /**
     * @param line      for the log
     * @param asksFirst whether the prompt comes at once; on a cable it waits for a byte, lest two prompts talk to each
     *                  other
     * @param pause     until when the line is left waiting after a login that failed at this time
     */
    public LoginPrompt(String line, boolean asksFirst, PasswordCheck check, UnaryOperator<Instant> pause,
            LoginLog log) {
        this.log = log;
        this.line = line;
        this.asksFirst = asksFirst;
        this.check = check;
        this.pause = pause;
    }

    /** Who it is, once through. */
    public String login() {
        return login;
    }

    @Override
    public Step begin(Instant now) {
        if (!asksFirst) return new Step.Wait(NOTHING, Instant.MAX);
        deadline = now.plus(PATIENCE);
        return ask(Phase.LOGIN, "\r\nlogin: ");
    }

    private Step ask(Phase next, String prompt) {
        phase = next;
        typed.setLength(0);
        until = deadline;
        return new Step.Wait(prompt.getBytes(StandardCharsets.US_ASCII), until);
    }

    @Override
    public Step heard(byte[] bytes, Instant now) {
        if (deadline.equals(Instant.MAX)) deadline = now.plus(PATIENCE);
        Step step = new Step.Wait(NOTHING, until.isBefore(deadline) ? until : deadline);
        for (int i = 0; i < bytes.length && phase != Phase.PUNISHED; i++) {
            char c = (char) (bytes[i] & 0x7f);
            if (c == '\r' || c == '\n') step = entered(Arrays.copyOfRange(bytes, i + 1, bytes.length), now, step);
            else type(c);
            if (step instanceof Step.Through || step instanceof Step.Failed) return step;
        }
        return step;
    }

    private void type(char c) {
        if (c == '\b' || c == 0x7f) typed.setLength(Math.max(0, typed.length() - 1));
        else if (c >= ' ' && typed.length() < LONGEST) typed.append(c);
    }

    private Step entered(byte[] rest, Instant now, Step before) {
        if (phase == Phase.LOGIN && typed.isEmpty()) return ask(Phase.LOGIN, "\r\nlogin: ");
        if (phase == Phase.PASSWORD && typed.isEmpty()) return before;
        if (phase == Phase.LOGIN) {
            login = typed.toString();
            return ask(Phase.PASSWORD, "\r\nPassword: ");
        }
        return check.admits(login, typed.toString()) ? admitted(rest) : refused(now);
    }

    private Step admitted(byte[] rest) {
        log.admitted(line, login);
        typed.setLength(0);
        return new Step.Through("\r\n".getBytes(StandardCharsets.US_ASCII), rest, OptionalLong.empty());
    }

    private Step refused(Instant now) {
        log.refused(line, check.knows(login) ? login : "unknown");
        typed.setLength(0);
        phase = Phase.PUNISHED;
        failures++;
        until = pause.apply(now);
        return new Step.Wait(NOTHING, until);
    }

    @Override
    public Step rang(Instant now) {
        if (now.isBefore(until) && now.isBefore(deadline)) return new Step.Wait(NOTHING, until);
        if (phase == Phase.PUNISHED && failures < ATTEMPTS && now.isBefore(deadline)) {
            return ask(Phase.LOGIN, "\r\nlogin: ");
        }
        return new Step.Failed(new Reply(450, "4.7.0", "nobody logged in"), false);
    }
}
