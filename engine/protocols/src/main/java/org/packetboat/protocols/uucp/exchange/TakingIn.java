package org.packetboat.protocols.uucp.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.TextRule;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.bundle.packing.BundledMail;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.Unpacked;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.mail.Digest;
import org.packetboat.protocols.uucp.mail.Execution;
import org.packetboat.protocols.uucp.mail.Jobs;
import org.packetboat.protocols.uucp.mail.Mail;

/**
 * Received jobs on their way into the queue: read, taken in mail by mail, and answered when all of it is committed. Of
 * a job of a stock peer all is taken or nothing; of a batch all that can be, and the answer names the rest. A 4xx
 * leaves the job unanswered: the far side keeps it.
 */
final class TakingIn {
    /**
     * A job whose files are here.
     *
     * @param name  of its input, as the far side calls it
     * @param files to be discarded when it is answered
     */
    record Received(Receiving receiving, int channel, Receiving.Incoming file, String command, String name, Body input,
            List<String> files) {}

    /** Where its outcome goes. */
    interface Answers {
        /** @param words behind CY; {@code keep} whether the files are needed until the answer is known to be heard */
        void taken(Received job, String words, boolean keep);

        void refused(Received job, String answer);

        void postponed(Received job, String why);
    }

    /** A job whose mail is being committed. */
    private record Pending(Received job, Optional<Unpacked.Mails> batch, Map<Long, Integer> tickets,
            Map<Integer, Reply> refused) {
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
        this.packer = packer;
        this.answers = answers;
        this.todo = todo;
    }

    void begin(Received job, Instant now) {
        boolean batch = Execution.parse(job.command(), settings.domain()) instanceof Execution.Packed;
        if (batch) packer.ifPresentOrElse(p -> unpack(p, job, now), () -> answers.refused(job, "CN5"));
        else read(job, now);
    }

    private void read(Received job, Instant now) {
        switch (Jobs.read(job.command(), job.input(), node, settings.domain(),
                (place, text) -> names.name(job.name(), place, text, now))) {
            case Jobs.Reading.Refused(var _) -> answers.refused(job, "CN5");
            case Jobs.Reading.Mails(var mails) -> {
                Pending taking = pending(job, Optional.empty());
                for (int place = 0; place < mails.size(); place++)
                    takeIn(taking, place, mails.get(place), now);
                if (mails.isEmpty()) finish(taking);
            }
        }
    }

    private void unpack(Packer by, Received job, Instant now) {
        if (!Digest.of(job.input()).startsWith(id(job))) {
            answers.refused(job, BundleVerdicts.word(Unpacked.Fault.DAMAGED));
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
                for (int place = 0; place < mails.mails().size(); place++)
                    letter(taking, place, mails.mails().get(place), now);
                if (taking.tickets.isEmpty()) finish(taking);
            }
            case Unpacked.Unusable(var fault, var _) -> answers.refused(job, BundleVerdicts.word(fault));
            case Unpacked.Failed(String why) -> answers.postponed(job, why);
        }
    }

    private void letter(Pending taking, int place, BundledMail letter, Instant now) {
        if (letter.wellFormed()) takeIn(taking, place, new Mail(letter.submission(), letter.body()), now);
        else taking.refused.put(place, TextRule.BROKEN);
    }

    private Pending pending(Received job, Optional<Unpacked.Mails> batch) {
        Pending taking = new Pending(job, batch, new HashMap<>(), new HashMap<>());
        pending.add(taking);
        return taking;
    }

    private void takeIn(Pending taking, int place, Mail mail, Instant now) {
        taking.tickets.put(++lastTicket, place);
        todo.accept(new Action.TakeIn(lastTicket, mail.submission(), mail.trace(node, settings.node(), now),
                mail.body()));
    }

    /** What came in batches. */
    BundleTally tally() {
        return tally;
    }

    void takenIn(long ticket, Receipt receipt) {
        Optional<Pending> found = pending.stream().filter(taking -> taking.tickets.containsKey(ticket)).findFirst();
        if (found.isEmpty()) return;
        Pending taking = found.get();
        int place = taking.tickets.remove(ticket);
        switch (receipt) {
            case Receipt.Accepted(var _) -> finish(taking);
            case Receipt.Rejected(var reply) when !reply.isPermanent() -> {
                end(taking);
                answers.postponed(taking.job, reply.toString());
            }
            case Receipt.Rejected(var reply) when taking.batch.isPresent() -> {
                taking.refused.put(place, reply);
                finish(taking);
            }
            case Receipt.Rejected _ -> {
                end(taking);
                answers.refused(taking.job, "CN5");
            }
        }
    }

    private void end(Pending taking) {
        pending.remove(taking);
        taking.close();
    }

    private void finish(Pending taking) {
        if (!taking.tickets.isEmpty()) return;
        pending.remove(taking);
        if (taking.batch.isPresent()) finish(taking, packer.orElseThrow());
        else answers.taken(taking.job, "", false);
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
