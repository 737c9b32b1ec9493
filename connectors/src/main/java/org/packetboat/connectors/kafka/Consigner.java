package org.packetboat.connectors.kafka;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.packetboat.connectors.kafka.client.KafkaSettings;
import org.packetboat.connectors.kafka.position.Source;
import org.packetboat.connectors.kafka.record.Origin;
import org.packetboat.connectors.kafka.record.Reading;
import org.packetboat.connectors.kafka.record.RecordReader;
import org.packetboat.engine.intake.Consignment;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.intake.SourceIntake;
import org.packetboat.engine.intake.SourcePosition;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.store.StoreException;
import org.packetboat.engine.text.Quoted;

/**
 * Takes records of one partition into the queue: all of them at once, with the position behind the last. Those that
 * can't be mail are on the dead-letter topic before that. One that fails for want of memory, or for another error that
 * need not be its own, is tried again later, and put aside after the third time. For one thread; the next records may
 * be read while the last ones become durable.
 */
final class Consigner {
    private static final int TRIES = 3;

    private final Intake intake;
    private final SourceIntake sources;
    private final RecordReader reader;
    private final DeadLetters deadLetters;
    private final Domain server;
    private final InstantSource clock;
    private Stubborn stubborn = new Stubborn("", 0, "");

    /** The record that failed last, and how often in a row. */
    private record Stubborn(String origin, int failures, String reason) {}

    Consigner(Intake intake, SourceIntake sources, KafkaSettings settings, DeadLetters deadLetters,
            InstantSource clock) {
        this.intake = intake;
        this.sources = sources;
        this.reader = new RecordReader(settings, intake::largestMessage);
        this.deadLetters = deadLetters;
        this.server = settings.server();
        this.clock = clock;
    }

    /** Reads them, on all cores, and puts the mail together in order; never empty. Nothing is durable yet. */
    Load load(Source source, List<ConsumerRecord<byte[], byte[]>> records) {
        Consignment consignment = sources.consignment();
        boolean ready = false;
        try {
            List<DeadLetter> dead = new ArrayList<>();
            List<Reading> read = records.parallelStream().map(record -> reader.read(record, source.topic())).toList();
            Optional<Load> not = Optional.empty();
            int fit = 0;
            while (fit < read.size() && not.isEmpty()) {
                not = add(records.get(fit), read.get(fit), consignment, dead);
                if (not.isEmpty()) fit++;
            }
            Optional<Reply> rest = not
                    .flatMap(n -> n instanceof Load.PutOff(Reply why) ? Optional.of(why) : Optional.empty());
            ready = not.isEmpty() || fit > 0 && rest.isPresent();
            if (!ready) return not.get();
            return new Load.Ready(consignment, dead,
                    new SourcePosition(source.name(), records.get(fit - 1).offset() + 1), fit, rest);
        } catch (StoreException e) {
            return new Load.NotNow(Reply.NO_SPACE);
        } finally {
            if (!ready) consignment.abandon();
        }
    }

    /**
     * Takes what was put together.
     *
     * @return empty once all is durable; else why none of it was taken: trying again later may help
     * @throws org.apache.kafka.common.KafkaException if a dead letter can't be written; then none was taken either
     */
    Future<Optional<Reply>> take(Load.Ready load) {
        boolean sent = false;
        try {
            deadLetters.send(load.dead());
            sent = true;
        } finally {
            if (!sent) load.consignment().abandon();
        }
        return commit(load.consignment(), load.next());
    }

    /** Moves the position of a source though nothing was taken from it. */
    Optional<Reply> move(SourcePosition position) {
        return commit(sources.consignment(), position).join();
    }

    private static CompletableFuture<Optional<Reply>> commit(Consignment consignment, SourcePosition next) {
        CompletableFuture<Optional<Reply>> answer = new CompletableFuture<>();
        consignment.commit(next, answer::complete);
        return answer;
    }

    /** @return why the queue can't take it now; empty if it is seen to */
    private Optional<Load> add(ConsumerRecord<byte[], byte[]> record, Reading read, Consignment consignment,
            List<DeadLetter> dead) {
        if (stubborn.origin().equals(Origin.of(record)) && stubborn.failures() >= TRIES)
            return aside(record, stubborn.reason() + "; tried " + TRIES + " times", dead);
        try {
            return switch (read) {
                case Reading.NoMail(String reason) -> aside(record, reason, dead);
                case Reading.Failed(Error why) -> failed(record, why);
                case Reading.Fit(Submission submission, byte[] text) ->
                    add(record, text, submission, consignment, dead);
            };
        } catch (Error e) { // what was put together is half done, and given up; the next time leaves this one out
            return failed(record, e);
        }
    }

    private static Optional<Load> aside(ConsumerRecord<byte[], byte[]> record, String reason, List<DeadLetter> dead) {
        dead.add(DeadLetter.whole(record, reason));
        return Optional.empty();
    }

    private Optional<Load> failed(ConsumerRecord<byte[], byte[]> record, Error why) {
        String origin = Origin.of(record);
        int before = stubborn.origin().equals(origin) ? stubborn.failures() : 0;
        stubborn = new Stubborn(origin, before + 1, Quoted.oneLine("can't be read here: " + why));
        return Optional.of(new Load.NotNow(
                new Reply(451, "4.3.0", Quoted.oneLine(origin + " " + stubborn.reason()))));
    }

    private Optional<Load> add(ConsumerRecord<byte[], byte[]> record, byte[] text, Submission submission,
            Consignment consignment, List<DeadLetter> dead) {
        if (text.length > intake.largestMessage())
            return aside(record, "the message has " + text.length + " bytes; at most " + intake.largestMessage()
                    + " are taken", dead);
        Recipients recipients = Recipients.of(submission.recipients(),
                AnnouncedMail.of(submission, text.length, clock.instant()), intake);
        if (recipients.notNow().isPresent()) return recipients.notNow().map(Load.NotNow::new);
        if (recipients.putOff().isPresent()) return recipients.putOff().map(Load.PutOff::new);
        if (recipients.taken().isEmpty()) return aside(record, recipients.reason(), dead);
        if (!recipients.refused().isEmpty())
            dead.add(DeadLetter.partly(record, recipients.reason(), recipients.refused().keySet()));
        commit(record, text, submission.withRecipients(recipients.taken()), consignment, dead);
        return Optional.empty();
    }

    private void commit(ConsumerRecord<byte[], byte[]> record, byte[] text, Submission submission,
            Consignment consignment, List<DeadLetter> dead) {
        Instant now = clock.instant();
        Incoming incoming = consignment.begin();
        try {
            byte[] trace = Origin.trace(record, server, incoming.id(), now);
            incoming.append(trace, 0, trace.length);
            incoming.append(text, 0, text.length);
            incoming.commit(submission.inBigSend(incoming.bigSend()), now, receipt -> {
                if (receipt instanceof Receipt.Rejected(Reply reply) && reply.isPermanent())
                    dead.add(DeadLetter.whole(record, "refused: " + reply)); // at once, before anything is sent
            });
        } catch (StoreException e) {
            throw e;
        } catch (Error e) {
            incoming.abandon();
            throw e;
        } catch (RuntimeException e) { // one record must not stop those behind it, whatever it is about it
            incoming.abandon();
            dead.add(DeadLetter.whole(record, Quoted.oneLine("can't be taken: " + e)));
        }
    }
}
