package org.packetboat.engine.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;

/**
 * A message's envelope as its submitter gave it, before names are expanded and recipients are divided by domain.
 *
 * @param sender        the return path; empty for the null path
 * @param recipients    as given, in order; never empty
 * @param priority      MT-PRIORITY of RFC 6710
 * @param notBefore     not to be sent earlier (RFC 4865)
 * @param deliverBy     when it should have arrived, and what happens else (RFC 2852)
 * @param expires       when whoever handed it on would have given it up; it is not kept longer than that
 * @param eightBit      BODY=8BITMIME
 * @param international SMTPUTF8
 * @param returned      RET of RFC 3461
 * @param envelopeName  ENVID of RFC 3461 as xtext
 * @param batch         the big send it belongs to
 * @param key           makes a repeated submission harmless: one key is accepted once, and answered alike ever after
 * @param origin        where it comes from, for the log
 * @param recipientKeys the same for each recipient by himself: whoever of them was accepted before is passed over
 */
public record Submission(Optional<Address> sender, List<Recipient> recipients, Priority priority,
        Optional<Instant> notBefore, Optional<DeliverBy> deliverBy, Optional<Instant> expires, boolean eightBit,
        boolean international, ReturnContent returned, Optional<String> envelopeName, Optional<BigSendName> batch,
        Optional<String> key, String origin, Map<Address, String> recipientKeys) {
    public Submission {
        recipients = List.copyOf(recipients);
        recipientKeys = Map.copyOf(recipientKeys);
    }

    /** One whose recipients have no keys of their own. */
    public Submission(Optional<Address> sender, List<Recipient> recipients, Priority priority,
            Optional<Instant> notBefore, Optional<DeliverBy> deliverBy, Optional<Instant> expires, boolean eightBit,
            boolean international, ReturnContent returned, Optional<String> envelopeName, Optional<BigSendName> batch,
            Optional<String> key, String origin) {
        this(sender, recipients, priority, notBefore, deliverBy, expires, eightBit, international, returned,
                envelopeName, batch, key, origin, Map.of());
    }

    /** What this recipient is known again by. */
    public Optional<String> keyOf(Recipient recipient) {
        return key.or(() -> Optional.ofNullable(recipientKeys.get(recipient.address())));
    }

    /** The same with a key for each recipient. */
    public Submission withKeys(Map<Address, String> keys) {
        return new Submission(sender, recipients, priority, notBefore, deliverBy, expires, eightBit, international,
                returned, envelopeName, batch, key, origin, keys);
    }

    /** The same, declared SMTPUTF8 or not. */
    public Submission withInternational(boolean declared) {
        return new Submission(sender, recipients, priority, notBefore, deliverBy, expires, eightBit, declared,
                returned, envelopeName, batch, key, origin, recipientKeys);
    }

    /** The same for these recipients. */
    public Submission withRecipients(List<Recipient> others) {
        return new Submission(sender, others, priority, notBefore, deliverBy, expires, eightBit, international,
                returned, envelopeName, batch, key, origin, recipientKeys);
    }

    /** The same under a key. */
    public Submission withKey(String known) {
        return new Submission(sender, recipients, priority, notBefore, deliverBy, expires, eightBit, international,
                returned, envelopeName, batch, Optional.of(known), origin, recipientKeys);
    }

    /** The same as part of the big send that the message's header names, unless it says itself what it is part of. */
    public Submission inBigSend(Optional<BigSendName> header) {
        return new Submission(sender, recipients, priority, notBefore, deliverBy, expires, eightBit, international,
                returned, envelopeName, batch.or(() -> header), key, origin,
                recipientKeys);
    }

    /** A submission that asks for nothing special. */
    public static Submission plain(Optional<Address> sender, List<Recipient> recipients, String origin) {
        return new Submission(sender, recipients, Priority.NORMAL, Optional.empty(), Optional.empty(), Optional.empty(),
                true, false, ReturnContent.FULL, Optional.empty(), Optional.empty(), Optional.empty(), origin);
    }
}
