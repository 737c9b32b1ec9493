package org.packetboat.simulator.night;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.SimTime;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.uucp.exchange.MemorySpool;
import org.packetboat.schedules.plan.question.Calling;
import org.packetboat.simulator.call.Station;
import org.packetboat.simulator.night.trouble.Answering;
import org.packetboat.simulator.night.trouble.Fate;
import org.packetboat.simulator.parcel.Parcel;
import org.packetboat.simulator.parcel.ParcelMaker;

/**
 * The far end of a site's line: what both sides keep from call to call, and its intake. Keeps no mail, but when it came
 * and how often it was taken in: a second time, only if it came under no key, or another. A mail that is not, byte for
 * byte, what was sent is a bug of ours and throws.
 */
final class FarSite implements Intake {
    private final Calling calling;
    private final LineEnd site;
    private final ParcelMaker hubsBatches;
    private final MemorySpool hubsSpool = MemorySpool.steady();
    private final Map<String, PackedBundle> hubsBundles = new LinkedHashMap<>();
    private final Answering answering;
    private LineEnd hub;
    private int calls;
    private final Parcel sent;
    private final SiteMail mail;
    private final Map<String, Receipt> known = new HashMap<>();
    private Optional<Instant> arrived = Optional.empty();
    private Instant closes = Instant.MAX;
    private boolean late;
    private int copies;

    /**
     * @param what    the site
     * @param domain  its domain
     * @param parcels what it gets and brings
     */
    FarSite(SimTime time, SimulatedSite what, Domain domain, Parcels parcels) {
        Address clerk = Address.parse("clerk@" + domain);
        List<Parcel> brought = parcels.broughtBy(what);
        this.calling = what.calling();
        this.sent = parcels.sentTo(what);
        this.mail = new SiteMail(clerk, brought);
        this.answering = what.answering();
        this.hubsBatches = new ParcelMaker(_ -> sent, brought.stream().collect(Collectors.toMap(p -> p,
                p -> p.letter(clerk, Recipient.of("office@" + SimulatedHub.NAME), domain + " " + p.id()))));
        hubBegins(Station.steady(time));
        this.site = LineEnd.of(time, new ParcelMaker(transfer -> brought.get(SiteMail.place(transfer)),
                Map.of(sent, sent.letter(SimulatedHub.SENDER, Recipient.of("all@" + domain), sent.id()))));
    }

    /** The hub's program runs from now on, with what is on its disk. */
    void hubBegins(Station life) {
        hubsSpool.lent().clear();
        hub = LineEnd.of(life, hubsSpool, hubsBatches, hubsBundles);
    }

    /** It is called. @param drawn what chance makes of the call @param size of what is to cross the line, in bytes */
    Fate fate(Fate drawn, long size) {
        return answering.of(drawn, calls++, size);
    }

    /** What it keeps from call to call. */
    LineEnd site() {
        return site;
    }

    /** What the hub keeps for it from call to call. */
    LineEnd hub() {
        return hub;
    }

    Calling calling() {
        return calling;
    }

    Parcel sent() {
        return sent;
    }

    /** What it has for the head office. */
    SiteMail mail() {
        return mail;
    }

    /** A call begins, in a window that closes then. */
    void calledUntil(Instant close) {
        closes = close;
    }

    /** Whether it came after its window had closed. */
    boolean isLate() {
        return late;
    }

    /** When it first came. */
    Optional<Instant> arrived() {
        return arrived;
    }

    int copies() {
        return copies;
    }

    @Override
    public Optional<Reply> refusal(Address recipient) {
        return Optional.empty();
    }

    @Override
    public Incoming begin(Instant now) {
        return new Taking();
    }

    @Override
    public long largestMessage() {
        return Long.MAX_VALUE;
    }

    private Receipt take(Submission submission, Instant now, long size) {
        return submission.keyOf(submission.recipients().getFirst())
                .map(key -> known.computeIfAbsent(key, _ -> take(now, size)))
                .orElseGet(() -> take(now, size));
    }

    private Receipt take(Instant now, long size) {
        if (size < sent.mail().length) throw new IllegalStateException("the mail was cut short on its way");
        if (arrived.isEmpty()) {
            arrived = Optional.of(now);
            late = now.isAfter(closes);
        }
        return new Receipt.Accepted(new QueueId(++copies));
    }

    private final class Taking implements Incoming {
        private long size;

        @Override
        public QueueId id() {
            return new QueueId(copies + 1);
        }

        @Override
        public void append(byte[] bytes, int offset, int length) {
            size += length;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public Optional<BigSendName> bigSend() {
            return Optional.empty();
        }

        @Override
        public void commit(Submission submission, Instant now, Consumer<Receipt> answer) {
            answer.accept(take(submission, now, size));
        }

        @Override
        public void abandon() {
            // nothing was kept
        }
    }
}
