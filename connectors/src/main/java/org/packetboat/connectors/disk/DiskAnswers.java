package org.packetboat.connectors.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.packetboat.engine.link.Handover;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.disk.DiskAnswer;
import org.packetboat.protocols.disk.DiskFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles what the far side has answered to files of ours, whatever disk the answer comes on. An answer and its file
 * go from the disk when that is durable, so that a crash costs nothing. One that is no answer of this far side's, or
 * proves nothing, stays where it is.
 */
final class DiskAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(DiskAnswers.class);

    private final DiskPacking packing;
    private final DiskPacking.Pair pair;
    private final CarriedFiles carried;
    private final Function<EnvelopeId, Optional<Envelope>> queue;
    /** What was no answer when it was looked at. It may have been being copied there, and is another one then. */
    private final Set<PluggedDisk.Seen> refused = new HashSet<>();
    /** What is settled, and could not be removed. */
    private final Set<PluggedDisk.Seen> settled = new HashSet<>();

    /** @param queue what waits; for any thread */
    DiskAnswers(DiskPacking packing, DiskPacking.Pair pair, CarriedFiles carried,
            Function<EnvelopeId, Optional<Envelope>> queue) {
        this.packing = packing;
        this.pair = pair;
        this.carried = carried;
        this.queue = queue;
    }

    /**
     * Settles by all answers that are there.
     *
     * @return why one can't be read, or what is settled not be removed: all others were seen to, if the disk is there
     * @throws DiskTrouble if the disk is not there, or can't be read at all
     */
    Optional<DiskTrouble> read(PluggedDisk disk, Supply supply) throws IOException {
        Optional<DiskTrouble> trouble = Optional.empty();
        Set<PluggedDisk.Seen> there = new HashSet<>();
        for (String id : disk.ids(pair.node(), pair.us(), DiskAnswer.SUFFIX)) {
            Optional<PluggedDisk.Seen> seen = disk.see(pair.node(), pair.us(), id + DiskAnswer.SUFFIX);
            seen.ifPresent(there::add);
            if (seen.filter(refused::contains).isPresent()) continue;
            try {
                if (seen.isPresent()) read(disk, supply, id, seen.get());
            } catch (DiskTrouble one) {
                if (!disk.isThere()) throw one;
                trouble = Optional.of(one);
            }
        }
        refused.retainAll(there);
        settled.retainAll(there);
        return trouble;
    }

    private void read(PluggedDisk disk, Supply supply, String id, PluggedDisk.Seen seen) throws IOException {
        if (settled.contains(seen)) {
            remove(disk, id);
            return;
        }
        Optional<DiskAnswer> answer = disk
                .read(pair.node(), pair.us(), id + DiskAnswer.SUFFIX, DiskAnswer.LONGEST)
                .flatMap(DiskAnswer::read).filter(read -> isTheirs(id, read)).map(DiskAnswer.Read::answer);
        if (answer.isEmpty()) {
            refused.add(seen);
            refuse(disk, id);
        } else if (take(disk, supply, answer.get())) {
            settled.add(seen);
            remove(disk, id);
        }
    }

    private void remove(PluggedDisk disk, String id) throws DiskTrouble {
        disk.remove(pair.us(), pair.node(), id + DiskFile.SUFFIX);
        disk.remove(pair.node(), pair.us(), id + DiskAnswer.SUFFIX);
    }

    private boolean isTheirs(String id, DiskAnswer.Read read) {
        return read.answer().to().equals(id) && read.proof().equals(packing.proof(read.answer().proven()));
    }

    private void refuse(PluggedDisk disk, String id) {
        LOG.warn("event=disk-answer-refused disk={} node={} file={} reason=\"it is none, is damaged, or proves nothing:"
                + " has the far side our key?\"", disk.name(), pair.node(), id);
    }

    /** @return whether all of it is on our own disk; else the answer is read again later */
    private boolean take(PluggedDisk disk, Supply supply, DiskAnswer answer) throws IOException {
        packing.hear(answer.can());
        Optional<List<CarriedFiles.Carried>> file = carried.of(answer.to());
        if (file.isPresent() && !settle(supply, answer, file.get())) return false;
        carried.forget(answer.to());
        LOG.info("event=disk-answered disk={} node={} file={} answer={} known={}", disk.name(), pair.node(),
                answer.to(), answer.says(), file.isPresent());
        return true;
    }

    private boolean settle(Supply supply, DiskAnswer answer, List<CarriedFiles.Carried> file)
            throws IOException {
        List<CompletableFuture<Boolean>> settled = new ArrayList<>();
        for (int place = 0; place < file.size(); place++) {
            CarriedFiles.Carried mail = file.get(place);
            Outcome outcome = outcome(answer, place);
            if (outcome instanceof Outcome.Deferred && !isStillOn(answer.to(), mail.id())) continue;
            Map<Address, Outcome> outcomes = new HashMap<>();
            mail.recipients().forEach(to -> outcomes.put(to, outcome));
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            supply.carried(mail.id(), outcomes, done::complete);
            settled.add(done);
        }
        boolean all = true;
        for (CompletableFuture<Boolean> one : settled)
            all &= Await.answer(one);
        return all;
    }

    /** What another disk carries meanwhile is not sent once more. */
    private boolean isStillOn(String file, EnvelopeId id) {
        return queue.apply(id).flatMap(Envelope::lastReply).filter(last -> last.text().contains(file)).isPresent();
    }

    private static Outcome outcome(DiskAnswer answer, int place) {
        return switch (answer.says()) {
            case TAKEN -> Optional.ofNullable(answer.refused().get(place)).map(DiskAnswers::refused)
                    .orElseGet(() -> new Outcome.Delivered(
                            new Reply(250, "2.0.0", "taken in by the site, file " + answer.to()), true,
                            Handover.REPORTED));
            case LATE -> again("the disk came too late");
            case DAMAGED -> again("the file was damaged on the disk");
            case UNKNOWN -> again("the site does not understand the file; it says what it reads");
            case LARGE -> again("the file holds more than the site takes");
            case KEY -> again("the site has another key than ours");
        };
    }

    private static Outcome refused(Reply reply) {
        return reply.isPermanent() ? new Outcome.Refused(reply) : new Outcome.Deferred(reply);
    }

    private static Outcome again(String why) {
        return new Outcome.Deferred(new Reply(451, "4.3.0", "to be sent again: " + why));
    }
}
