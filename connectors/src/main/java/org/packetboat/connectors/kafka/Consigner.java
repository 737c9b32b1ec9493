package org.packetboat.connectors.kafka;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.packetboat.connectors.kafka.client.KafkaSettings;
import org.packetboat.connectors.kafka.position.Source;
import org.packetboat.connectors.kafka.record.Origin;
import org.packetboat.connectors.kafka.record.Reading;
import org.packetboat.connectors.kafka.record.RecordReader;
import org.packetboat.connectors.kafka.record.StoredRecord;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records of one partition into the queue: all of them at once, with the position behind the last. Those that
 * can't be mail are on the dead-letter topic before that, and one that can't be taken now is put aside in the same
 * commit, as long as there is room ({@link AsideRecords}): it is tried again, and others go on. One that fails for want
 * of memory, or for another error that need not be its own, is tried again later, and is dead after the third time. For
 * one thread; the next records may be read while the last ones become durable.
 */
final class Consigner {
    private static final Logger LOG = LoggerFactory.getLogger(Consigner.class);
    private static final int TRIES = 3;

    private final Intake intake;
    private final SourceIntake sources;
    private final RecordReader reader;
    private final DeadLetters deadLetters;
    private final Domain server;
    private final InstantSource clock;
    private final AsideRecords aside;
    private Stubborn stubborn = new Stubborn("", 0, "");
    /** Records that were put off only once they were there, with the reply: to be left out of what is put together. */
    private final Map<String, Reply> spoilers = new HashMap<>();

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
        this.aside = new AsideRecords(sources);
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
            int spoiled = spoilers.size();
            while (fit < read.size() && not.isEmpty()) {
                not = add(records.get(fit), read.get(fit), consignment, dead);
                if (not.isPresent() && putAside(source, records.get(fit), not.get(), consignment))
                    not = Optional.empty();
                if (not.isEmpty()) fit++;
            }
            if (spoilers.size() > spoiled) return load(source, records);
            Optional<Reply> rest = not
                    .flatMap(n -> n instanceof Load.PutOff(Reply why) ? Optional.of(why) : Optional.empty());
            spoilers.clear();
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

    /** @return whether a record that is put off lies in the queue's folder from the commit on, so that others go on */
    private boolean putAside(Source source, ConsumerRecord<byte[], byte[]> record, Load not, Consignment consignment) {
        if (!(not instanceof Load.PutOff(Reply why))) return false;
        byte[] stored = StoredRecord.encode(record);
        if (!aside.hasRoom(stored.length)) return false;
        String name = AsideRecords.name(source, record.offset());
        consignment.putAside(name, stored);
        aside.add(name, stored.length);
        LOG.warn("event=kafka-put-aside record={} again-in={}s reason=\"{}\"", Origin.of(record),
                AsideRecords.WAIT.toSeconds(), why);
        return true;
    }

    /** Whether it is time to try again what was put aside. */
    boolean isAsideDue() {
        return aside.isDue(clock.instant());
    }

    /**
     * Takes what was put aside and can be taken now, each record for itself. Nothing else may be on its way.
     *
     * @return why nothing can be taken now, if so
     * @throws org.apache.kafka.common.KafkaException if a dead letter can't be written
     */
    Optional<Reply> takeUp() {
        try {
            for (String name : aside.due(clock.instant())) {
                Optional<Reply> notNow = sources.aside(name).flatMap(StoredRecord::decode)
                        .flatMap(record -> takeUp(name, record));
                if (notNow.isPresent()) return notNow;
            }
            return Optional.empty();
        } catch (StoreException unreadable) {
            return Optional.of(Reply.NO_SPACE);
        }
    }

    private Optional<Reply> takeUp(String name, ConsumerRecord<byte[], byte[]> record) {
        Consignment consignment = sources.consignment();
        boolean given = false;
        try {
            List<DeadLetter> dead = new ArrayList<>();
            Optional<Load> not = add(record, reader.read(record, AsideRecords.topic(name)), consignment, dead);
            boolean spoiled = !spoilers.isEmpty();
            spoilers.clear();
            if (not.isPresent() || spoiled)
                return not.flatMap(n -> n instanceof Load.NotNow(Reply why) ? Optional.of(why) : Optional.empty());
            deadLetters.send(dead);
            consignment.takeUp(name);
            given = true;
            CompletableFuture<Optional<Reply>> answer = new CompletableFuture<>();
            consignment.commit(answer::complete);
            Optional<Reply> failure = answer.join();
            if (failure.isEmpty()) LOG.info("event=kafka-taken-up record={}", Origin.of(record));
            return failure;
        } finally {
            if (!given) consignment.abandon();
        }
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
        if (spoilers.containsKey(Origin.of(record)))
            return Optional.of(new Load.PutOff(spoilers.get(Origin.of(record))));
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
                if (!(receipt instanceof Receipt.Rejected(Reply reply))) return; // at once, before anything is sent
                if (reply.isPermanent()) dead.add(DeadLetter.whole(record, "refused: " + reply));
                else if (!reply.concernsAll()) spoilers.put(Origin.of(record), reply);
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
