package org.packetboat.engine.accept;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.packetboat.engine.intake.Entrance;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.trace.Fingerprint;
import org.packetboat.engine.trace.KnownTexts;
import org.packetboat.engine.trace.Repeat;

/**
 * The keys by which submissions are known again: which were accepted within {@link #LIFETIME}, and which are being
 * accepted now, so that two at a time can't both be new. A key that the submitter gave is enough by itself; a name that
 * a server gave is a repeat only with the same text ({@link Repeat}). For any thread.
 */
final class SubmissionKeys {
    /** How long a submission key is remembered. */
    static final Duration LIFETIME = Duration.ofDays(14);
    /** The same of one that came by a disk: another disk may bring it again long after. */
    static final Duration LIFETIME_BY_DISK = Duration.ofDays(400);

    /** What was found about a submission. {@code repeats} are those who were accepted before, and under which ids. */
    sealed interface Finding {
        /** All of it was accepted before. */
        record Known(Map<QueueId, List<Recipient>> repeats) implements Finding {}

        /** Somebody is handing it over at this moment. */
        record InFlight() implements Finding {}

        /**
         * @param rest   without those of its recipients who were accepted before
         * @param keys   its keys, with what was accepted under each
         * @param reused the last message that came under this name with another text
         */
        record New(Submission rest, Map<String, KnownTexts> keys, Map<QueueId, List<Recipient>> repeats,
                Optional<QueueId> reused) implements Finding {}
    }

    private final MailQueue queue;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    SubmissionKeys(MailQueue queue) {
        this.queue = queue;
    }

    /**
     * Keeps the keys of what is new until {@link #release}.
     *
     * @param print of its text, if it has a name
     * @param local the domains whose mail ends here
     */
    Finding claim(Submission submission, Optional<Fingerprint> print, Predicate<Domain> local) {
        Claim claim = new Claim(print, local);
        for (var group : byKey(submission).entrySet())
            if (!claim.take(group.getKey(), group.getValue())) return new Finding.InFlight();
        List<Recipient> left = new ArrayList<>(submission.recipients());
        claim.repeats.values().forEach(left::removeAll);
        return left.isEmpty() && !claim.repeats.isEmpty()
                ? new Finding.Known(claim.repeats)
                : new Finding.New(submission.withRecipients(left), claim.keys, claim.repeats, claim.reused);
    }

    private static Map<String, List<Recipient>> byKey(Submission submission) {
        Map<String, List<Recipient>> byKey = new LinkedHashMap<>();
        submission.recipients().forEach(r -> submission.keyOf(r)
                .ifPresent(key -> byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(r)));
        return byKey;
    }

    /** One submission's keys, looked up one after the other. */
    private final class Claim {
        private final Optional<Fingerprint> print;
        private final Predicate<Domain> local;
        private final Map<String, KnownTexts> keys = new LinkedHashMap<>();
        private final Map<QueueId, List<Recipient>> repeats = new LinkedHashMap<>();
        private Optional<QueueId> reused = Optional.empty();

        Claim(Optional<Fingerprint> print, Predicate<Domain> local) {
            this.print = print;
            this.local = local;
        }

        /** @return whether nobody else has this key at this moment; otherwise all are given back */
        boolean take(String key, List<Recipient> recipients) {
            if (!underWay.add(key)) {
                release(keys.keySet());
                return false;
            }
            keys.put(key, KnownTexts.NONE);
            look(key, recipients);
            return true;
        }

        private void look(String key, List<Recipient> recipients) {
            KnownTexts known = known(key);
            Optional<QueueId> before = before(known, local.test(recipients.getFirst().address().domain()));
            if (before.isPresent()) {
                keys.remove(key);
                release(Set.of(key));
                repeats.computeIfAbsent(before.get(), _ -> new ArrayList<>()).addAll(recipients);
            } else {
                keys.put(key, known);
            }
        }

        private KnownTexts known(String key) {
            try {
                return queue.keys().get(key);
            } catch (RuntimeException unreadable) {
                release(keys.keySet());
                throw unreadable;
            }
        }

        /** A copy that came another way is no repeat where the mail goes on, and its name is not used wrongly. */
        private Optional<QueueId> before(KnownTexts known, boolean endsHere) {
            if (print.isEmpty()) return known.last();
            Optional<QueueId> same = known.ofContent(print.get());
            if (same.isEmpty()) reused = reused.or(known::last);
            return endsHere ? same : known.ofCopy(print.get());
        }
    }

    /** These are not being accepted any more. */
    void release(Set<String> keys) {
        keys.forEach(underWay::remove);
    }

    /** Remembers them as part of the batch that accepts the message. */
    void remember(QueueBatch batch, Map<String, KnownTexts> keys, Optional<Fingerprint> print, QueueId id,
            Instant now, Entrance entrance) {
        Map<String, KnownTexts> all = new LinkedHashMap<>();
        keys.forEach((key, known) -> all.put(key, known.plus(id, print)));
        boolean byDisk = entrance.kind().equals(Entrance.DISK);
        queue.keys().remember(batch, all, id, now.plus(byDisk ? LIFETIME_BY_DISK : LIFETIME));
    }
}
