package org.packetboat.protocols.smtp.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.MailDate;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.mail.Xtext;
import org.packetboat.engine.trace.Carriers;
import org.packetboat.engine.trace.Repeat;
import org.packetboat.protocols.mail.DeliverByParameter;
import org.packetboat.protocols.mail.MailParameters;
import org.packetboat.protocols.smtp.syntax.SmtpReplies;
import org.packetboat.protocols.smtp.syntax.SmtpReply;

/**
 * What a MAIL command asks for besides its sender. A keyword of an extension that was not offered to this client is
 * answered like an unknown one. A notice carries a message back only if somebody who may relay asked for that: a
 * sender's address can be forged, and then it would be sent to whom it was meant to hurt.
 */
final class MailOptions {
    private static final int MOST_DIGITS = 18;

    private final SmtpService service;
    private final Client client;
    private final Instant now;
    private final MailParameters common = new MailParameters();
    private Optional<Instant> notBefore = Optional.empty();
    private final DeliverByParameter deliverBy = new DeliverByParameter();
    private List<String> carriers = List.of();
    private Optional<String> name = Optional.empty();
    private long size;

    MailOptions(SmtpService service, Client client, Instant now) {
        this.service = service;
        this.client = client;
        this.now = now;
    }

    /** How large it is said to be, in bytes; 0 if nothing was said. */
    long size() {
        return size;
    }

    boolean isInternational() {
        return common.isInternational();
    }

    Submission submission(Optional<Address> sender, List<Recipient> recipients, String origin) {
        SubmissionOptions options = new SubmissionOptions(common.priority(), notBefore, deliverBy.asked(),
                Optional.empty(), Optional.empty());
        return new Submission(sender, recipients, options, common.encoding(), common.dsn(ReturnContent.HDRS), origin)
                .named(name);
    }

    /** Takes a parameter; says what is wrong with it. */
    Optional<SmtpReply> take(String keyword, String value) {
        return switch (keyword) {
            case "SIZE" -> size(value);
            case "AUTH" -> submitter(value);
            case "RET", "ENVID", "MT-PRIORITY" -> client.mayRelay() ? common(keyword, value) : unknown();
            case "HOLDFOR" -> client.mayRelay() ? holdFor(value) : unknown();
            case "HOLDUNTIL" -> client.mayRelay() ? holdUntil(value) : unknown();
            case "BY" -> client.mayRelay() ? deliverBy.take(value, now).map(FaultReply::of) : unknown();
            case Carriers.KEYWORD -> client.mayRelay() ? carriers(value) : unknown();
            case Repeat.KEYWORD -> client.mayRelay() ? name(value) : unknown();
            default -> common(keyword, value);
        };
    }

    private Optional<SmtpReply> common(String keyword, String value) {
        return common.take(keyword, value).map(FaultReply::of);
    }

    private Optional<SmtpReply> name(String value) {
        name = Optional.of(value);
        return valid(Repeat.isName(value));
    }

    /** A server that has carried it already does not take it again; the one that hands it on may find another way. */
    private Optional<SmtpReply> carriers(String value) {
        try {
            carriers = Carriers.parse(value);
        } catch (IllegalArgumentException notServers) {
            return valid(false);
        }
        return carriers.contains(service.name()) ? Optional.of(SmtpReplies.CARRIED_BEFORE) : Optional.empty();
    }

    /** What the first server that sent it calls it. */
    Optional<String> name() {
        return name;
    }

    /** The servers that have carried it as routers. */
    List<String> carriers() {
        return carriers;
    }

    private static Optional<SmtpReply> unknown() {
        return Optional.of(SmtpReplies.UNKNOWN_PARAMETER);
    }

    private static Optional<SmtpReply> valid(boolean is) {
        return is ? Optional.empty() : Optional.of(SmtpReplies.SYNTAX);
    }

    /** RFC 1870 section 6.1. */
    private Optional<SmtpReply> size(String value) {
        if (!isNumber(value)) return valid(false);
        size = Long.parseLong(value);
        return size > service.largest()
                ? Optional.of(SmtpReplies.TOO_BIG)
                : Optional.empty();
    }

    /** RFC 4954 section 5: taken where AUTH is done, and believed nowhere. */
    private Optional<SmtpReply> submitter(String value) {
        return service.authenticator().isEmpty() ? unknown() : valid(!value.isEmpty() && Xtext.isValid(value, true));
    }

    /** RFC 4865 section 4: seconds. */
    private Optional<SmtpReply> holdFor(String value) {
        if (!isNumber(value) || value.length() > 9) return valid(false);
        return hold(now.plusSeconds(Long.parseLong(value)));
    }

    private Optional<SmtpReply> holdUntil(String value) {
        return common("HOLDUNTIL", value).or(() -> hold(common.holdUntil().orElseThrow()));
    }

    private Optional<SmtpReply> hold(Instant until) {
        if (!MailDate.mayWaitUntil(until)) return Optional.of(SmtpReplies.TOO_FAR);
        boolean second = notBefore.isPresent();
        notBefore = Optional.of(until);
        return valid(!second && !until.isAfter(now.plus(service.limits().hold())));
    }

    private static boolean isNumber(String value) {
        if (value.isEmpty() || value.length() > MOST_DIGITS) return false;
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') return false;
        }
        return true;
    }
}
