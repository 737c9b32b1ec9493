package org.packetboat.engine.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DsnRequest;
import org.packetboat.engine.mail.MailEncoding;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/**
 * A message's envelope as its submitter gave it, before names are expanded and recipients are divided by domain.
 *
 * @param sender        the return path; empty for the null path
 * @param recipients    as given, in order; never empty
 * @param options       what is asked for with it; its key makes a repeated submission harmless: one key is accepted
 *                      once, and answered alike ever after
 * @param encoding      what is declared of its bytes
 * @param dsn           what is asked of notices
 * @param expires       when whoever handed it on would have given it up; it is not kept longer than that
 * @param entrance      where it comes in
 * @param name          what the server that it comes from calls it, if that is to be believed: to whom
 *                      the same text was accepted under it is passed over
 */
public record Submission(Optional<Address> sender, List<Recipient> recipients, SubmissionOptions options,
        MailEncoding encoding, DsnRequest dsn, Optional<Instant> expires, Entrance entrance,
        Optional<String> name) {
    public Submission {
        recipients = List.copyOf(recipients);
    }

    /** One that comes from where this says. */
    public Submission(Optional<Address> sender, List<Recipient> recipients, SubmissionOptions options,
            MailEncoding encoding, DsnRequest dsn, Optional<Instant> expires, String origin, Optional<String> name) {
        this(sender, recipients, options, encoding, dsn, expires, Entrance.of(origin), name);
    }

    /** One that nobody else would give up, and that has no name. */
    public Submission(Optional<Address> sender, List<Recipient> recipients, SubmissionOptions options,
            MailEncoding encoding, DsnRequest dsn, String origin) {
        this(sender, recipients, options, encoding, dsn, Optional.empty(), origin, Optional.empty());
    }

    /** A submission that asks for nothing special. */
    public static Submission plain(Optional<Address> sender, List<Recipient> recipients, String origin) {
        return new Submission(sender, recipients, SubmissionOptions.NONE, MailEncoding.USUAL, DsnRequest.NONE, origin);
    }

    /** Where it comes from, for the log. */
    public String origin() {
        return entrance.origin();
    }

    /** The same, come in here. */
    public Submission through(Entrance other) {
        return new Submission(sender, recipients, options, encoding, dsn, expires, other, name);
    }

    /** What this recipient is known again by. */
    public Optional<String> keyOf(Recipient recipient) {
        return options.key().or(() -> name.map(n -> keyOf(n, recipient.address())));
    }

    /** What mail of a name is known again by for a recipient. */
    public static String keyOf(String name, Address recipient) {
        return "smtp:" + name + " " + recipient;
    }

    /** The same, of which no more than its header is sent back. */
    public Submission returningHeader() {
        return new Submission(sender, recipients, options, encoding,
                new DsnRequest(ReturnContent.HDRS, dsn.envelopeName()), expires, entrance, name);
    }

    /** The same under this name. */
    public Submission named(Optional<String> known) {
        return new Submission(sender, recipients, options, encoding, dsn, expires, entrance, known);
    }

    /** The same, given up at this time. */
    public Submission expiring(Optional<Instant> at) {
        return new Submission(sender, recipients, options, encoding, dsn, at, entrance, name);
    }

    /** The same, declared SMTPUTF8 or not. */
    public Submission withInternational(boolean declared) {
        return new Submission(sender, recipients, options, new MailEncoding(encoding.eightBit(), declared), dsn,
                expires, entrance, name);
    }

    /** The same from somebody else. @param other empty for the null path */
    public Submission from(Optional<Address> other) {
        return new Submission(other, recipients, options, encoding, dsn, expires, entrance, name);
    }

    /** The same for these recipients. */
    public Submission withRecipients(List<Recipient> others) {
        return new Submission(sender, others, options, encoding, dsn, expires, entrance, name);
    }

    /** The same, whose sender hears nothing of what becomes of it. */
    public Submission silent() {
        return withRecipients(recipients.stream().map(Recipient::silent).toList());
    }

    /** The same with other options. */
    public Submission with(SubmissionOptions others) {
        return new Submission(sender, recipients, others, encoding, dsn, expires, entrance, name);
    }

    /** The same under a key. */
    public Submission withKey(String known) {
        return with(options.withKey(Optional.of(known)));
    }

    /** The same as part of the big send that the message's header names, unless it says itself what it is part of. */
    public Submission inBigSend(Optional<BigSendName> header) {
        return with(options.withBigSend(options.bigSend().or(() -> header)));
    }
}
