package org.packetboat.connectors.kafka;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.packetboat.engine.intake.Consignment;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.SourceIntake;
import org.packetboat.engine.intake.SourcePosition;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.store.StoreException;

/**
 * Takes records of one partition into the queue: all of them at once, with the position behind the last. Those that
 * can't be mail are on the dead-letter topic before that. For one thread; the next records may be read while the last
 * ones become durable.
 */
final class Consigner {
    private final Intake intake;
    private final SourceIntake sources;
    private final RecordReader reader;
    private final DeadLetters deadLetters;
    private final Domain server;
    private final InstantSource clock;

    Consigner(Intake intake, SourceIntake sources, KafkaSettings settings, DeadLetters deadLetters,
            InstantSource clock) {
        this.intake = intake;
        this.sources = sources;
        this.reader = new RecordReader(settings, intake.largestMessage());
        this.deadLetters = deadLetters;
        this.server = settings.server();
        this.clock = clock;
    }

    /** Reads them, on all cores, and puts the mail together in order; never empty. Nothing is durable yet. */
    Load load(String source, List<ConsumerRecord<byte[], byte[]>> records) {
        Consignment consignment = sources.consignment();
        boolean ready = false;
        try {
            List<DeadLetter> dead = new ArrayList<>();
            List<Reading> read = records.parallelStream().map(reader::read).toList();
            for (int i = 0; i < read.size(); i++) {
                Optional<Reply> notNow = add(records.get(i), read.get(i), consignment, dead);
                if (notNow.isPresent()) return new Load.NotNow(notNow.get());
            }
            ready = true;
            return new Load.Ready(consignment, dead, new SourcePosition(source, records.getLast().offset() + 1));
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

    private Optional<Reply> add(ConsumerRecord<byte[], byte[]> record, Reading read, Consignment consignment,
            List<DeadLetter> dead) {
        switch (read) {
            case Reading.NoMail(String reason) -> dead.add(new DeadLetter(record, reason));
            case Reading.Fit(Submission submission, byte[] text) -> {
                if (text.length > intake.largestMessage()) {
                    dead.add(new DeadLetter(record, "the message has " + text.length + " bytes; at most "
                            + intake.largestMessage() + " are taken"));
                    return Optional.empty();
                }
                Recipients recipients = Recipients.of(submission.recipients(), intake);
                if (recipients.notNow().isPresent()) return recipients.notNow();
                if (!recipients.refused().isEmpty()) dead.add(new DeadLetter(record, recipients.reason()));
                if (!recipients.taken().isEmpty())
                    add(record, text, submission.withRecipients(recipients.taken()), consignment, dead);
            }
        }
        return Optional.empty();
    }

    private void add(ConsumerRecord<byte[], byte[]> record, byte[] text, Submission submission,
            Consignment consignment, List<DeadLetter> dead) {
        Instant now = clock.instant();
        Incoming incoming = consignment.begin();
        try {
            byte[] trace = Origin.trace(record, server, incoming.id(), now);
            incoming.append(trace, 0, trace.length);
            incoming.append(text, 0, text.length);
            incoming.commit(submission.inBigSend(incoming.bigSend()), now, receipt -> {
                if (receipt instanceof Receipt.Rejected(Reply reply) && reply.isPermanent())
                    dead.add(new DeadLetter(record, "refused: " + reply)); // told at once, before anything is sent
            });
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) { // one record must not stop those behind it, whatever it is about it
            incoming.abandon();
            dead.add(new DeadLetter(record, Unfit.oneLine("can't be taken: " + e)));
        }
    }

}
