package org.packetboat.protocols.uucp.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.bundle.packing.BundledMail;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.Unpacked;
import org.packetboat.protocols.uucp.greeting.JobCommands;
import org.packetboat.protocols.uucp.greeting.Admission;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.mail.CommandWords;
import org.packetboat.protocols.uucp.mail.Digest;
import org.packetboat.protocols.uucp.mail.Execution;
import org.packetboat.protocols.uucp.mail.Jobs;
import org.packetboat.protocols.uucp.mail.Mail;

/**
 * Received jobs on their way into the queue: read, taken in mail by mail, and answered when all of it is committed. If
 * nothing can be taken now, the job stays without an answer, and so do all others: the far side keeps them. Mail that
 * alone is put off is named in the answer to a bundle, and the far side keeps only that. Who can't be told so keeps the
 * whole job, which is passed over until the others are here; but of mail for a site for which too much waits it is rid:
 * there may be much of that, and each such job costs a call over {@code g}.
 *
 * <p>Mail that may not be sent, or can't be taken: of a bundle the answer names it, and the far side tells its sender.
 * A stock peer can say nothing to a sender about a job that it has handed over; so such mail is sent back from here.
 * Only a job of which nothing was taken and nobody could be told is refused, so that the peer tells its own operator,
 * too: mail that comes back has no sender, and a sender for whom the peer may not speak is never told.
 */
final class TakingIn {
    /**
     * A job whose files are here.
     *
     * @param requestor who asked for it there; empty if that is not said
     * @param name      of its input, as the far side calls it
     * @param files     to be discarded when it is answered
     */
    record Received(Receiving receiving, int channel, Receiving.Incoming file, String command, String requestor,
            String name, Body input, List<String> files) {}

    /** Where its outcome goes. */
    interface Answers {
        /** @param words behind CY; {@code keep} whether the files are needed until the answer is known to be heard */
        void taken(Received job, String words, boolean keep);

        void refused(Received job, String answer, String why);

        /** It can't be taken now, nor can any other. */
        void postponed(Received job, String why);

        /** It alone can't be taken now. */
        void putOff(Received job);

        /** A program reads its files from now on. */
        void handedOver(Received job);

        /** It no longer does. Called from any thread, and though the session may be over. */
        void handedBack(Received job);
    }

    /** Something of a job that is being committed. @param refusal why it is sent back, if it is */
    private record Part(int place, Mail mail, Optional<Reply> refusal) {}

    /** A job whose mail is being committed. */
    private static final class Pending {
        private final Received job;
        private final Optional<Unpacked.Mails> batch;
        private final Map<Long, Part> parts = new HashMap<>();
        private final Map<Integer, Reply> refused = new HashMap<>();
        private boolean someSeenTo;
        private boolean putOff;

        Pending(Received job, Optional<Unpacked.Mails> batch) {
            this.job = job;
            this.batch = batch;
        }

        private long mailBytes() {
            return batch.orElseThrow().mails().stream().mapToLong(letter -> letter.body().size()).sum();
        }

        private void close() {
            batch.ifPresent(mails -> mails.close().run());
        }
    }

    private final UucpSettings settings;
    private final String node;
    private final JobNames names;
    private final Admission admission;
    private final Optional<Packer> packer;
    private final Answers answers;
    private final Consumer<Action> todo;
    private final List<Pending> pending = new ArrayList<>();
    private long lastTicket;
    private BundleTally tally = BundleTally.NONE;

    /**
     * @param node   the far side
     * @param names  what its mail is called
     * @param packer reads its batches; empty if it may send none
     * @param todo   takes what is to be done
     */
    TakingIn(UucpSettings settings, String node, JobNames names, Optional<Packer> packer, Answers answers,
            Consumer<Action> todo) {
        this.settings = settings;
        this.node = node;
        this.names = names;
        this.admission = new Admission(node, settings.rights());
        this.packer = packer;
        this.answers = answers;
        this.todo = todo;
    }

    void begin(Received job, Instant now) {
        List<String> words = CommandWords.of(job.command());
        switch (Execution.parse(job.command(), settings.domain())) {
            case Execution.Packed() -> packer.ifPresentOrElse(p -> unpack(p, job, now),
                    () -> answers.refused(job, "CN5", "a batch is not for everybody"));
            case Execution.Forbidden _ when isRun(words) -> run(job, words);
            case Execution.Forbidden _, Execution.Rmail _, Execution.Batch() -> read(job, now);
        }
    }

    private boolean isRun(List<String> words) {
        boolean sealing = packer.isPresent() && packer.get().isSealing();
        return !sealing && !words.isEmpty() && !words.getFirst().equals(Execution.RMAIL)
                && settings.peer().commands().refusal(words).isEmpty();
    }

    private void run(Received job, List<String> words) {
        answers.handedOver(job);
        todo.accept(new Action.Consult(
                answer -> settings.peer().commands().run(node, job.requestor(), words, job.input(), ran -> {
                    answers.handedBack(job);
                    answer.accept(() -> ran(job, ran));
                })));
    }

    private void ran(Received job, JobCommands.Ran ran) {
        switch (ran) {
            case JobCommands.Ran.Done() -> answers.taken(job, "", false);
            case JobCommands.Ran.Failed(String why) -> answers.refused(job, "CN5", why);
            case JobCommands.Ran.Later _ -> answers.putOff(job);
        }
    }

    private void read(Received job, Instant now) {
        switch (Jobs.read(job.command(), job.input(), node, job.requestor(), settings.domain(),
                (place, text) -> names.name(job.name(), place, text, now))) {
            case Jobs.Reading.Refused(String why) -> answers.refused(job, "CN5", why);
            case Jobs.Reading.Mails(var mails) -> {
                List<Part> parts = new ArrayList<>();
                for (int place = 0; place < mails.size(); place++)
                    parts.addAll(parts(place, mails.get(place), now));
                Pending taking = pending(job, Optional.empty());
                taking.someSeenTo = parts.isEmpty();
                takeIn(taking, parts, now);
            }
        }
    }

    /** Why mail for these is put off, if too much waits for the site of one of them already. */
    Optional<Reply> delay(List<Recipient> to) {
        return admission.delay(to);
    }

    /** Those whom it may be sent to, and those whom it may not be sent to for one reason or another. */
    private List<Part> parts(int place, Mail mail, Instant now) {
        Map<Optional<Reply>, List<Recipient>> byRefusal = new LinkedHashMap<>();
        Submission submission = admission.told(mail.submission());
        AnnouncedMail sending = AnnouncedMail.of(submission, mail.body().size(), now);
        for (Recipient to : submission.recipients())
            byRefusal.computeIfAbsent(admission.refusal(sending, to.address()), _ -> new ArrayList<>()).add(to);
        List<Part> parts = new ArrayList<>();
        byRefusal.forEach((refusal, to) -> parts.add(
                new Part(place, new Mail(submission.withRecipients(to), mail.body()), refusal)));
        return parts;
    }

    private void unpack(Packer by, Received job, Instant now) {
        if (!Digest.of(job.input()).startsWith(id(job))) {
            answers.refused(job, BundleVerdicts.word(Unpacked.Fault.DAMAGED), "another digest than its name");
            return;
        }
        todo.accept(new Action.Consult(
                answer -> by.read(job.input(), unpacked -> answer.accept(() -> unpacked(job, unpacked, now)))));
    }

    /** The digits of its name; without all of them it is nobody's. */
    private static String id(Received job) {
        String name = job.name();
        return name.length() == PackedBundle.ID_DIGITS + 2 ? name.substring(2) : "-";
    }

    private void unpacked(Received job, Unpacked batch, Instant now) {
        switch (batch) {
            case Unpacked.Mails mails -> {
                Pending taking = pending(job, Optional.of(mails));
                List<Part> parts = new ArrayList<>();
                for (int place = 0; place < mails.mails().size(); place++)
                    letter(taking, place, mails.mails().get(place), now).ifPresent(parts::add);
                takeIn(taking, parts, now);
            }
            case Unpacked.Unusable(var fault, String why) -> answers.refused(job, BundleVerdicts.word(fault), why);
            case Unpacked.Failed(String why) -> answers.postponed(job, why);
        }
    }

    private Optional<Part> letter(Pending taking, int place, BundledMail letter, Instant now) {
        Submission submission = admission.believed(letter.submission());
        Optional<Reply> refusal = admission.refusal(letter, submission, packer.orElseThrow().understandsDelays(), now);
        refusal.ifPresent(why -> taking.refused.put(place, why));
        return refusal.isPresent()
                ? Optional.empty()
                : Optional.of(new Part(place, new Mail(submission, letter.body()), Optional.empty()));
    }

    private Pending pending(Received job, Optional<Unpacked.Mails> batch) {
        Pending taking = new Pending(job, batch);
        pending.add(taking);
        return taking;
    }

    private void takeIn(Pending taking, List<Part> parts, Instant now) {
        List<Action> actions = parts.stream().map(part -> action(taking, part, now)).toList();
        actions.forEach(todo);
        if (actions.isEmpty()) finish(taking);
    }

    private Action action(Pending taking, Part part, Instant now) {
        taking.parts.put(++lastTicket, part);
        return new Action.TakeIn(lastTicket, part.mail.submission(), part.refusal, settings.rights().mayRelay(),
                part.mail.trace(node, settings.node(), now), part.mail.body());
    }

    /** What came in batches. */
    BundleTally tally() {
        return tally;
    }

    void takenIn(long ticket, Receipt receipt, Instant now) {
        Optional<Pending> found = pending.stream().filter(taking -> taking.parts.containsKey(ticket)).findFirst();
        if (found.isEmpty()) return;
        Pending taking = found.get();
        Part part = taking.parts.remove(ticket);
        switch (receipt) {
            case Receipt.Accepted(var _) -> {
                taking.someSeenTo = true;
                finish(taking);
            }
            case Receipt.Rejected(var reply) when reply.concernsAll() -> {
                end(taking);
                answers.postponed(taking.job, reply.toString());
            }
            case Receipt.Rejected(var reply) when !reply.isPermanent() && !isTold(taking) -> {
                taking.putOff = true;
                finish(taking);
            }
            case Receipt.Rejected(var reply) when taking.batch.isPresent() -> {
                taking.refused.put(part.place, reply);
                finish(taking);
            }
            case Receipt.Rejected(var reply) when part.refusal.isEmpty() ->
                takeIn(taking, List.of(new Part(part.place, part.mail, Optional.of(reply))), now);
            case Receipt.Rejected _ -> finish(taking);
        }
    }

    /** Whether the far side hears of a single mail that it is put off. */
    private boolean isTold(Pending taking) {
        return taking.batch.isPresent() && packer.orElseThrow().understandsDelays();
    }

    private void end(Pending taking) {
        pending.remove(taking);
        taking.close();
    }

    private void finish(Pending taking) {
        if (!taking.parts.isEmpty()) return;
        pending.remove(taking);
        if (taking.putOff) {
            taking.close();
            answers.putOff(taking.job);
        } else if (taking.batch.isPresent()) finish(taking, packer.orElseThrow());
        else if (taking.someSeenTo) answers.taken(taking.job, "", false);
        else answers.refused(taking.job, "CN5", "nothing of it may be sent, and nobody can be told");
    }

    private void finish(Pending taking, Packer by) {
        String words = new BundleAnswer(by.receipt(id(taking.job)), taking.refused).words();
        todo.accept(new Action.Consult(answer -> by.accepted(taking.batch.orElseThrow(),
                () -> answer.accept(() -> {
                    tally = tally.plus(taking.mailBytes(), taking.job.input().size());
                    taking.close();
                    answers.taken(taking.job, words, !taking.refused.isEmpty());
                }))));
    }
}
