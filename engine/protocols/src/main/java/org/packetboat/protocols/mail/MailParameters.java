package org.packetboat.protocols.mail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.packetboat.engine.mail.MailDate;
import org.packetboat.engine.mail.DsnRequest;
import org.packetboat.engine.mail.MailEncoding;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.mail.Xtext;

/**
 * The parameters of MAIL that mean the same wherever the command stands: BODY (RFC 6152), SMTPUTF8 (6531), RET and
 * ENVID (3461), MT-PRIORITY (6710), HOLDUNTIL (4865). Those with a meaning on one kind of link only are read there.
 */
public final class MailParameters {
    private static final int LONGEST_ENVELOPE_NAME = 100;

    private Priority priority = Priority.NORMAL;
    private Optional<Instant> holdUntil = Optional.empty();
    private boolean eightBit;
    private boolean international;
    private Optional<ReturnContent> returned = Optional.empty();
    private Optional<String> envelopeName = Optional.empty();

    /** Takes one; says what is wrong with it. */
    public Optional<Fault> take(String keyword, String value) {
        return switch (keyword) {
            case "BODY" -> body(value);
            case "SMTPUTF8" -> valid(international = value.isEmpty());
            case "RET" -> returned(value);
            case "ENVID" -> envelopeName(value);
            case "MT-PRIORITY" -> priority(value);
            case "HOLDUNTIL" -> holdUntil(value);
            default -> Optional.of(Fault.UNKNOWN);
        };
    }

    private static Optional<Fault> valid(boolean is) {
        return is ? Optional.empty() : Optional.of(Fault.MALFORMED);
    }

    /** BINARYMIME is not offered. */
    private Optional<Fault> body(String value) {
        eightBit = value.equalsIgnoreCase("8BITMIME");
        return eightBit || value.equalsIgnoreCase("7BIT") ? Optional.empty() : Optional.of(Fault.UNSUPPORTED);
    }

    private Optional<Fault> returned(String value) {
        for (ReturnContent content : ReturnContent.values()) {
            if (!content.name().equalsIgnoreCase(value)) continue;
            returned = Optional.of(content);
            return Optional.empty();
        }
        return valid(false);
    }

    private Optional<Fault> envelopeName(String value) {
        envelopeName = Optional.of(value);
        return valid(!value.isEmpty() && value.length() <= LONGEST_ENVELOPE_NAME && Xtext.isValid(value, false));
    }

    private Optional<Fault> priority(String value) {
        boolean known = value.matches("0|-?[1-9]");
        if (known) priority = new Priority(Integer.parseInt(value));
        return valid(known);
    }

    private Optional<Fault> holdUntil(String value) {
        try {
            OffsetDateTime date = OffsetDateTime.parse(value.toUpperCase(Locale.ROOT));
            Instant until = MailDate.checked(date.toInstant());
            if (!MailDate.mayWaitUntil(until)) return Optional.of(Fault.TOO_FAR);
            holdUntil = Optional.of(until);
            return Optional.empty();
        } catch (DateTimeException notADate) {
            return valid(false);
        }
    }

    public Priority priority() {
        return priority;
    }

    /** Not to be sent earlier. */
    public Optional<Instant> holdUntil() {
        return holdUntil;
    }

    /** Whether SMTPUTF8 was declared. */
    public boolean isInternational() {
        return international;
    }

    public MailEncoding encoding() {
        return new MailEncoding(eightBit, international);
    }

    /** @param usual what a failure notice carries back if nothing was said of that */
    public DsnRequest dsn(ReturnContent usual) {
        return new DsnRequest(returned.orElse(usual), envelopeName);
    }
}
