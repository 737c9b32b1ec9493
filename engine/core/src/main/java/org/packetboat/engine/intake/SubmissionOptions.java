package org.packetboat.engine.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.MailDate;
import org.packetboat.engine.mail.DsnRequest;
import org.packetboat.engine.mail.MailEncoding;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.UnexpectedText;

/**
 * What a submitter may ask for with a message, however it comes: in headers of a Kafka record or of a Camel exchange,
 * in JSON, by JMX or on the command line. Each of these calls an option what its users know; all read it alike.
 *
 * @param priority  -9 to 9
 * @param notBefore not to be sent earlier
 * @param deliverBy when it should have arrived, and what happens else
 * @param bigSend   the big send it belongs to
 * @param key       makes a repetition harmless
 * @param stages    in what stages it goes to the sites of its big send
 */
public record SubmissionOptions(Priority priority, Optional<Instant> notBefore, Optional<DeliverBy> deliverBy,
        Optional<BigSendName> bigSend, Optional<String> key, Optional<Stages> stages) {
    /** Nothing special. */
    public static final SubmissionOptions NONE = new SubmissionOptions(Priority.NORMAL, Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());

    private static final int LONGEST_KEY = 200;

    /** @throws IllegalArgumentException if mail can't wait as long as is asked for */
    public SubmissionOptions {
        notBefore.filter(at -> !MailDate.mayWaitUntil(at)).ifPresent(at -> {
            throw new IllegalArgumentException("not-before " + at + "; expected " + MailDate.expectedOfWait());
        });
    }

    /** Without stages. */
    public SubmissionOptions(Priority priority, Optional<Instant> notBefore, Optional<DeliverBy> deliverBy,
            Optional<BigSendName> bigSend, Optional<String> key) {
        this(priority, notBefore, deliverBy, bigSend, key, Optional.empty());
    }

    /** What can be asked for. */
    public enum Option {
        PRIORITY, NOT_BEFORE, DELIVER_BY, BATCH, KEY, STAGES
    }

    /**
     * The text of an option.
     *
     * @param name what its user calls it: {@code header priority}, {@code deliverBy}
     */
    public record Given(String name, String text) {}

    /**
     * Reads what is given.
     *
     * @param source gives the text of an option; empty if it was not asked for
     * @throws IllegalArgumentException naming the option, with what was found and what is expected
     */
    public static SubmissionOptions read(Function<Option, Optional<Given>> source) {
        return new SubmissionOptions(
                read(source, Option.PRIORITY, SubmissionOptions::priority).orElse(Priority.NORMAL),
                read(source, Option.NOT_BEFORE, SubmissionOptions::notBefore),
                read(source, Option.DELIVER_BY, SubmissionOptions::deliverBy),
                read(source, Option.BATCH, BigSendName::new),
                read(source, Option.KEY, SubmissionOptions::key),
                read(source, Option.STAGES, Stages::parse));
    }

    private static <T> Optional<T> read(Function<Option, Optional<Given>> source, Option option,
            Function<String, T> reader) {
        return source.apply(option).map(given -> {
            try {
                return reader.apply(given.text());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(given.name() + ": " + e.getMessage(), e);
            }
        });
    }

    private static Priority priority(String text) {
        try {
            return new Priority(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            throw new UnexpectedText(text, "a whole number from -9 to 9");
        }
    }

    private static Instant notBefore(String text) {
        try {
            Instant at = MailDate.parse(text.strip());
            if (!MailDate.mayWaitUntil(at)) throw new UnexpectedText(text, MailDate.expectedOfWait());
            return at;
        } catch (DateTimeException e) {
            throw new UnexpectedText(text, "a time like 2026-11-20T03:00:00Z");
        }
    }

    private static DeliverBy deliverBy(String text) {
        return DeliverBy.parse(text.strip());
    }

    private static String key(String text) {
        boolean fit = !text.isBlank() && text.length() <= LONGEST_KEY
                && text.codePoints().noneMatch(Character::isISOControl);
        if (!fit) throw new UnexpectedText(text, "a name of 1 to " + LONGEST_KEY + " characters");
        return text;
    }

    /** The same under another key. */
    public SubmissionOptions withKey(Optional<String> other) {
        return new SubmissionOptions(priority, notBefore, deliverBy, bigSend, other, stages);
    }

    /** The same with another priority. */
    public SubmissionOptions withPriority(Priority other) {
        return new SubmissionOptions(other, notBefore, deliverBy, bigSend, key, stages);
    }

    /** The same for another big send. */
    SubmissionOptions withBigSend(Optional<BigSendName> other) {
        return new SubmissionOptions(priority, notBefore, deliverBy, other, key, stages);
    }

    /** The same in other stages. */
    public SubmissionOptions withStages(Optional<Stages> other) {
        return new SubmissionOptions(priority, notBefore, deliverBy, bigSend, key, other);
    }

    /** @throws IllegalArgumentException if they can't be kept, whatever comes */
    public void mustBePossible(Instant now) {
        Optional<Instant> by = deliverBy.map(DeliverBy::at);
        if (by.filter(at -> !at.isAfter(now)).isPresent()) {
            throw new IllegalArgumentException(
                    "deliver-by " + by.get() + " has passed; send it without, or with a later one");
        }
        if (by.isPresent() && notBefore.filter(at -> !at.isBefore(by.get())).isPresent()) {
            throw new IllegalArgumentException("not-before " + notBefore.get() + " leaves no time until deliver-by "
                    + by.get() + "; change one of them");
        }
    }

    /** A message with these options. It needs SMTPUTF8 if an address of its envelope does. */
    public Submission submission(Optional<Address> sender, List<Recipient> recipients, boolean eightBit,
            String origin) {
        boolean international = sender.filter(Address::isInternational).isPresent()
                || recipients.stream().anyMatch(r -> r.address().isInternational());
        return new Submission(sender, recipients, this, new MailEncoding(eightBit, international), DsnRequest.NONE,
                origin);
    }
}
