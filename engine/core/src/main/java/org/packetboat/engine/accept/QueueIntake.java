package org.packetboat.engine.accept;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.packetboat.engine.intake.Consignment;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Mailboxes;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.RuleCount;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.intake.SourceIntake;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Notify;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.FolderEpoch;
import org.packetboat.engine.queue.IncomingMessage;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.trace.Fingerprint;

/**
 * The intake of this server: commit A. What it has answered with {@link Receipt.Accepted} is on disk with all of its
 * envelopes; of what it answered otherwise, nothing stays. Trouble with the disk is a 452 4.3.1, after which it goes on
 * working.
 */
public final class QueueIntake implements Intake, SourceIntake {
    private static final Reply NOBODY = new Reply(550, "5.1.1", "There is nobody behind this name");
    private static final Reply IN_PROGRESS = new Reply(451, "4.3.0", "This submission is being accepted already");

    private final MailQueue queue;
    private final Supplier<Policy> policy;
    private final SubmissionKeys keys;
    private final Returns returns;
    private final SiteShares shares;
    private volatile BooleanSupplier full = () -> false;
    private final KnownRecipients recipients = new KnownRecipients();
    private final ReportIntake reports;
    private final RequestIntake requests;
    private final DeliveryJudge judge;

    /**
     * @param policy  the one in force at each call
     * @param returns tells senders of what is not delivered
     */
    public QueueIntake(MailQueue queue, Supplier<Policy> policy, Returns returns) {
        this.queue = queue;
        this.returns = returns;
        this.policy = policy;
        this.keys = new SubmissionKeys(queue);
        this.shares = new SiteShares(queue, policy);
        this.reports = new ReportIntake(queue, policy);
        this.requests = new RequestIntake(queue, policy);
        this.judge = new DeliveryJudge(recipients, shares);
    }

    /** Takes in nothing while this holds: there is too little room left. */
    public void refuseWhile(BooleanSupplier tooLittleRoom) {
        full = tooLittleRoom;
        queue.settled().giveWayWhile(tooLittleRoom);
    }

    /** So much of the disk is free for mail; which sites take more than their share of it follows from that. */
    public void roomLeft(long bytes, Instant now) {
        shares.look(bytes, now);
    }

    /** From now on mail for local addresses that these refuse is refused. */
    public void deliverTo(Mailboxes here) {
        recipients.deliverTo(here);
    }

    @Override
    public Optional<Reply> refusal(Address recipient) {
        if (full.getAsBoolean()) return Optional.of(Reply.NO_SPACE);
        return requests.isOffer(recipient)
                ? requests.refusal(recipient)
                : recipients.refusal(recipient, policy.get());
    }

    @Override
    public Optional<Reply> refusal(AnnouncedMail mail, Address recipient) {
        Optional<Reply> known = refusal(recipient);
        return known.isPresent() || requests.isOffer(recipient) ? known : judge.refusal(mail, recipient, policy.get());
    }

    @Override
    public Optional<Reply> refusal(AnnouncedMail mail) {
        return requests.areAwaited() ? Optional.empty() : judge.refusal(mail, policy.get());
    }

    @Override
    public List<RuleCount> ruled() {
        return judge.counts();
    }

    @Override
    public boolean awaitsAnswer(Address recipient) {
        return requests.isOffer(recipient) && requests.refusal(recipient).isEmpty();
    }

    @Override
    public Optional<Reply> delay(Address recipient) {
        Policy now = policy.get();
        return shares.areUsedUp()
                ? now.expand(recipient).stream()
                        .flatMap(one -> shares.refusal(now.home(one).domain(), now).stream()).findFirst()
                : Optional.empty();
    }

    @Override
    public Incoming begin(Instant now) {
        return new Taking(new IncomingMessage(queue), new Alone());
    }

    @Override
    public OptionalLong next(String source) {
        return queue.keys().position(source);
    }

    @Override
    public String place() {
        return new FolderEpoch(queue.epoch()).told(queue.clock().startedAt());
    }

    @Override
    public Folder folder() {
        return new Folder(queue.epoch(), queue::wasNamed);
    }

    @Override
    public Consignment consignment() {
        return new QueueConsignment(queue, commitment -> new Taking(new IncomingMessage(queue), commitment));
    }

    @Override
    public long largestMessage() {
        return policy.get().largest();
    }

    /** A message with a batch of its own. */
    private final class Alone implements Commitment {
        @Override
        public void take(Consumer<QueueBatch> fill, Consumer<Optional<StoreException>> settled) {
            QueueBatch batch = queue.change();
            fill.accept(batch);
            batch.commit(settled);
        }

        @Override
        public void spoil(Reply why) {
            // nobody else is concerned
        }
    }

    /** What is done with mail that was not taken before. */
    private interface Taker {
        void take(SubmissionKeys.Finding.New found, Optional<Fingerprint> print, Consumer<Receipt> answer);
    }

    private final class Taking implements Incoming {
        private final ArrivingText text;
        private final Commitment commitment;
        private Optional<String> held = Optional.empty();

        Taking(IncomingMessage bytes, Commitment commitment) {
            this.text = new ArrivingText(bytes, full);
            this.commitment = commitment;
        }

        @Override
        public QueueId id() {
            return text.bytes().id();
        }

        @Override
        public void recognise() {
            text.recognise();
        }

        @Override
        public void append(byte[] source, int offset, int length) {
            text.append(source, offset, length);
        }

        @Override
        public boolean isFull() {
            return text.bytes().isFull();
        }

        @Override
        public void unload() {
            text.unload();
        }

        @Override
        public long size() {
            return text.bytes().size();
        }

        @Override
        public byte[] read(long offset, int most) {
            return text.read(offset, most);
        }

        @Override
        public void hold(String why) {
            held = Optional.of(why);
        }

        @Override
        public void discard(Submission submission, String why, Instant now) {
            abandon();
            queue.tell(IntakeEvents.discarded(id(), submission, why, now));
        }

        @Override
        public Optional<BigSendName> bigSend() {
            return text.header().name();
        }

        @Override
        public void commit(Submission submission, Instant now, Consumer<Receipt> answer) {
            if (text.isLost()) {
                reject(Reply.NO_SPACE, answer);
                return;
            }
            if (ReportIntake.isReport(submission)) {
                reports.take(text.bytes().body(), now, failure -> {
                    abandon();
                    answer.accept(receipt(failure));
                });
                return;
            }
            if (requests.isRequest(submission)) {
                requests.take(submission, text.bytes().body(), now, batch -> {
                    reports.remember(batch, submission, id());
                    batch.onDurable(() -> queue.relays().look(id()));
                }, refused -> {
                    abandon();
                    answer.accept(refused.<Receipt>map(Receipt.Rejected::new).orElse(new Receipt.Accepted(id())));
                });
                return;
            }
            Submission staged;
            try {
                staged = Staging.of(submission, text.header().stages());
            } catch (IllegalArgumentException wrongStages) {
                reject(new Reply(554, "5.6.0", wrongStages.getMessage()), answer);
                return;
            }
            take(staged, now, answer);
        }

        private void take(Submission submission, Instant now, Consumer<Receipt> answer) {
            take(submission, now, answer, (found, print, release) -> store(found, print, now, release));
        }

        /** Looks whether it was taken before, and has it taken in if not. */
        private void take(Submission submission, Instant now, Consumer<Receipt> answer, Taker taker) {
            if (submission.name().isPresent() && !text.isRecognised())
                throw new IllegalStateException("mail with a name, but its text was not looked at");
            Optional<Fingerprint> print = text.print();
            switch (keys.claim(submission, print, policy.get().local()::contains)) {
                case SubmissionKeys.Finding.New found -> take(found, print, answer, taker);
                case SubmissionKeys.Finding.InFlight() -> reject(IN_PROGRESS, answer);
                case SubmissionKeys.Finding.Known(var repeats) -> {
                    abandon();
                    repeats.forEach((before, to) -> queue.tell(IntakeEvents.repeated(submission, before, to, now)));
                    answer.accept(new Receipt.Accepted(repeats.keySet().iterator().next()));
                }
            }
        }

        /** Whatever goes wrong, nobody has to wait for keys that are not under way any more. */
        private void take(SubmissionKeys.Finding.New found, Optional<Fingerprint> print, Consumer<Receipt> answer,
                Taker taker) {
            try {
                taker.take(found, print, receipt -> {
                    keys.release(found.keys().keySet());
                    answer.accept(receipt);
                });
            } catch (RuntimeException bug) {
                keys.release(found.keys().keySet());
                abandon();
                throw bug;
            }
        }

        /** What never will be taken spoils nothing else of a consignment. */
        private void reject(Reply why, Consumer<Receipt> answer) {
            if (!why.isPermanent()) commitment.spoil(why);
            abandon();
            answer.accept(new Receipt.Rejected(why));
        }

        private void store(SubmissionKeys.Finding.New found, Optional<Fingerprint> print, Instant now,
                Consumer<Receipt> answer) {
            Submission submission = found.rest();
            Policy inForce = policy.get();
            Message message = Envelopes.message(submission, id(), size(), now);
            Optional<List<Envelope>> divided = Envelopes.divideIfKnown(submission, message, inForce);
            if (divided.isEmpty()) {
                reject(KnownRecipients.NOT_KNOWN_YET, answer);
                return;
            }
            Judgement judgement = judge.judge(submission, size(), inForce, now);
            List<Envelope> envelopes = Staging.waiting(submission, judgement.order(divided.get(), inForce), inForce);
            Optional<Reply> refusal = judgement.refusal()
                    .or(() -> envelopes.isEmpty() ? Optional.of(NOBODY) : Optional.empty());
            if (refusal.isPresent()) {
                reject(refusal.get(), answer);
                return;
            }
            JournalCopy.Original original = new JournalCopy.Original(submission, message, envelopes, text.bytes());
            AcceptedMail mail;
            try {
                mail = new AcceptedMail(submission, message, envelopes, held, judgement,
                        JournalCopy.of(queue, inForce, original, judgement.journals(), now));
            } catch (StoreException noRoom) {
                reject(Reply.NO_SPACE, answer);
                return;
            }
            mail.take(commitment, batch -> {
                mail.add(batch, text, inForce, now);
                keys.remember(batch, found.keys(), print, id(), now, submission.entrance());
                reports.remember(batch, submission, id());
                found.repeats().forEach((before, to) -> batch.tell(IntakeEvents.repeated(submission, before, to, now)));
                found.reused().ifPresent(before -> batch.tell(new StatusEvent.NameReused(now, id(), message.batch(),
                        submission.name().orElse(""), submission.origin(), before)));
            }, failure -> {
                if (failure.isPresent()) abandon();
                else judge.done(judgement);
                answer.accept(receipt(failure));
            });
        }

        @Override
        public void sendBack(Submission submission, Reply why, Instant now, Consumer<Receipt> answer) {
            Submission told = submission.returningHeader();
            if (text.isLost()) {
                reject(Reply.NO_SPACE, answer);
            } else if (submission.sender().isEmpty()) {
                abandon();
                queue.tell(new StatusEvent.Trouble(now, "mail without a sender, from " + submission.origin() + " to "
                        + submission.recipients().getFirst().address() + ", was refused: " + why));
                answer.accept(new Receipt.Rejected(why));
            } else if (told.recipients().stream().noneMatch(r -> r.wants(Notify.FAILURE))) {
                abandon();
                IntakeEvents.refused(id(), submission, why, now).forEach(queue::tell);
                answer.accept(new Receipt.Rejected(why));
            } else {
                take(told, now, answer, (found, print, release) -> tellSender(found, print, why, now, release));
            }
        }

        private void tellSender(SubmissionKeys.Finding.New found, Optional<Fingerprint> print, Reply why, Instant now,
                Consumer<Receipt> answer) {
            Submission submission = found.rest();
            Message about = Envelopes.message(submission, id(), size(), now);
            commitment.take(batch -> {
                keys.remember(batch, found.keys(), print, id(), now, submission.entrance());
                List<Address> to = IntakeEvents.addresses(submission.recipients().stream());
                batch.tell(IntakeEvents.accepted(about, to.stream().map(Address::domain).distinct().toList(), to,
                        text.heading()));
                IntakeEvents.refused(id(), submission, why, now).forEach(batch::tell);
                returns.add(batch, about, submission.recipients(), why, text.bytes().body(), policy.get(), now);
            }, failure -> answer.accept(receipt(failure)));
        }

        private Receipt receipt(Optional<StoreException> failure) {
            return failure.isPresent() ? new Receipt.Rejected(Reply.NO_SPACE) : new Receipt.Accepted(id());
        }

        @Override
        public void abandon() {
            text.abandon();
        }
    }
}
