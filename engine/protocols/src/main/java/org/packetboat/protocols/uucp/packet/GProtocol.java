package org.packetboat.protocols.uucp.packet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * The g protocol, which every UUCP knows: up to seven packets on their way; after a loss everything from the lost one
 * on is repeated. A packet arrives once and in order or the protocol fails. Limits: a sum of 16 bits guards the data.
 */
public final class GProtocol implements PacketProtocol {
    private record Sent(int seq, byte[] bytes, String token) {}

    private static final byte[] NOTHING = {};
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration STALL = Duration.ofSeconds(4);
    private static final int OLD_PACKET = 64;
    private static final int WORTH_JUDGING = 20;

    private final boolean caller;
    private final GSettings settings;
    private final LineTiming line;
    private final Speaker speaker;
    private final GFramer framer = new GFramer();
    private final Deque<Sent> unconfirmed = new ArrayDeque<>();
    private final Deque<GPacket> controls = new ArrayDeque<>();
    private State state = new State.Opening();
    private Traffic traffic = Traffic.NONE;
    private int phase = GPacket.INIT_A;
    private int window = 1;
    private int packetSize = GSettings.SMALLEST;
    private int nextSeq = 1;
    private int lastHeard;
    private int repeatFrom = Integer.MAX_VALUE;
    private boolean ackDue;
    private boolean rejected;
    private boolean closing;
    private boolean closeSent;
    private boolean farSideClosed;
    private int tries;
    private long heard;
    private long spoilt;
    private Instant waitEnds = Instant.MAX;
    private Instant stallEnds = Instant.MAX;

    public GProtocol(boolean caller, GSettings settings, LineTiming line, Speaker speaker) {
        this.caller = caller;
        this.settings = settings;
        this.line = line;
        this.speaker = speaker;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public boolean fullDuplex() {
        return false;
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public void open(Instant now) {
        if (caller) controls.add(initial(phase));
        waitEnds = now.plus(roundTrip());
    }

    @Override
    public void close(Instant now) {
        closing = true;
    }

    private GPacket initial(int which) {
        int size = Integer.numberOfTrailingZeros(settings.packetSize()) - 5;
        return GPacket.control(which, which == GPacket.INIT_B ? size : settings.window());
    }

    @Override
    public void receive(byte[] bytes, Instant now) {
        framer.add(bytes);
        while (running()) {
            Optional<GFramer.Found> found = framer.next();
            if (found.isEmpty()) break;
            found.get().packet().ifPresentOrElse(packet -> accept(packet, now), this::spoiled);
        }
        stallEnds = framer.waiting() ? now.plus(STALL) : Instant.MAX;
    }

    /** Where much is damaged, some of it passes for good. */
    private void spoiled() {
        spoilt++;
        reject();
        boolean judged = spoilt >= WORTH_JUDGING && state instanceof State.Open;
        if (judged && spoilt * 100 > settings.noisiest() * (heard + spoilt)) {
            state = new State.Failed("too noisy for protocol g, whose check overlooks one error in ninety: " + spoilt
                    + " of " + (heard + spoilt) + " packets damaged");
        }
    }

    private boolean running() {
        return !(state instanceof State.Failed || state instanceof State.Closed);
    }

    private void accept(GPacket packet, Instant now) {
        heard++;
        if (packet.isControl()) control(packet, now);
        else if (state instanceof State.Open) data(packet, now);
    }

    private void control(GPacket packet, Instant now) {
        switch (packet.xxx()) {
            case GPacket.CLOSE -> farSideClosed = true;
            case GPacket.REJECT -> {
                confirm(packet.yyy(), now);
                if (repeatFrom == Integer.MAX_VALUE) repeatFrom = 0;
            }
            case GPacket.READY -> confirm(packet.yyy(), now);
            case GPacket.INIT_A, GPacket.INIT_B, GPacket.INIT_C -> initialise(packet, now);
            default -> {
                // a selective reject, which UUCP does not use
            }
        }
    }

    private void initialise(GPacket packet, Instant now) {
        if (packet.xxx() == GPacket.INIT_B) packetSize = 1 << packet.yyy() + 5;
        else window = Math.max(1, packet.yyy());
        if (!caller) controls.add(initial(packet.xxx()));
        else if (packet.xxx() == phase && phase > GPacket.INIT_C) controls.add(initial(--phase));
        else if (packet.xxx() == GPacket.INIT_C && phase == GPacket.INIT_C) opened(now);
        if (!caller && packet.xxx() == GPacket.INIT_C) opened(now);
        waitEnds = now.plus(roundTrip());
    }

    private void opened(Instant now) {
        if (!(state instanceof State.Opening)) return;
        state = new State.Open();
        tries = 0;
        speaker.opened(1);
    }

    private void confirm(int seq, Instant now) {
        boolean known = unconfirmed.stream().anyMatch(sent -> sent.seq == seq);
        if (!known) return;
        tries = 0;
        waitEnds = now.plus(roundTrip());
        Sent sent;
        do {
            sent = unconfirmed.remove();
            if (repeatFrom != Integer.MAX_VALUE) repeatFrom = Math.max(0, repeatFrom - 1);
            if (!sent.token.isEmpty()) speaker.arrived(sent.token);
        } while (sent.seq != seq);
    }

    private void data(GPacket packet, Instant now) {
        confirm(packet.yyy(), now);
        int ahead = packet.xxx() - lastHeard & 7;
        if (ahead != 1) {
            ackDue = true;
            if (ahead > 1 && ahead <= settings.window()) reject();
            return;
        }
        lastHeard = packet.xxx();
        rejected = false;
        tries = 0;
        ackDue = true;
        waitEnds = now.plus(roundTrip());
        traffic = traffic.plusReceived();
        speaker.heard(new Heard(0, 0, Heard.NEXT, packet.data()), now);
    }

    /** Says once for each loss what is expected next. */
    private void reject() {
        traffic = traffic.plusDamaged();
        if (rejected || !(state instanceof State.Open)) return;
        rejected = true;
        controls.add(GPacket.control(GPacket.REJECT, lastHeard));
    }

    @Override
    public byte[] transmit(Instant now) {
        byte[] bytes = packet();
        if (bytes.length > GPacket.HEADER) waitEnds = now.plus(roundTrip());
        if (bytes.length == 0 && closeSent && farSideClosed) state = new State.Closed();
        return bytes;
    }

    private byte[] packet() {
        if (farSideClosed) return closeSent ? NOTHING : closePacket();
        if (!controls.isEmpty()) return controls.remove().encode();
        if (!(state instanceof State.Open)) return NOTHING;
        if (repeatFrom < unconfirmed.size()) return repeat();
        repeatFrom = Integer.MAX_VALUE;
        byte[] fresh = unconfirmed.size() < window && !closeSent ? fresh() : NOTHING;
        if (fresh.length > 0 || !ackDue) return fresh;
        ackDue = false;
        return GPacket.control(GPacket.READY, lastHeard).encode();
    }

    private byte[] repeat() {
        Iterator<Sent> all = unconfirmed.iterator();
        for (int i = 0; i < repeatFrom; i++)
            all.next();
        repeatFrom++;
        traffic = traffic.plusResent();
        Sent sent = all.next();
        return encode(sent);
    }

    private byte[] encode(Sent sent) {
        ackDue = false;
        return GPacket.encode(sent.seq, lastHeard, sent.bytes, Math.min(OLD_PACKET, packetSize));
    }

    private byte[] fresh() {
        Optional<Piece> next = speaker.next(packetSize);
        if (next.isEmpty()) return closing && unconfirmed.isEmpty() ? closePacket() : NOTHING;
        Piece piece = next.get();
        Sent sent = new Sent(nextSeq, content(piece), piece.token());
        nextSeq = nextSeq + 1 & 7;
        unconfirmed.add(sent);
        traffic = traffic.plusSent();
        return encode(sent);
    }

    /** Text fills its packets, as the oldest implementations expect. */
    private byte[] content(Piece piece) {
        int length = piece.bytes().length;
        return switch (piece.kind()) {
            case TEXT -> Arrays.copyOf(piece.bytes(), Math.max(Math.min(OLD_PACKET, packetSize),
                    Integer.highestOneBit(length * 2 - 1)));
            case FILE -> piece.bytes();
        };
    }

    private byte[] closePacket() {
        closeSent = true;
        return GPacket.control(GPacket.CLOSE, 0).encode();
    }

    @Override
    public Instant alarm() {
        if (!running()) return Instant.MAX;
        return stallEnds.isBefore(waitEnds) ? stallEnds : waitEnds;
    }

    @Override
    public void rang(Instant now) {
        if (!running()) return;
        if (!now.isBefore(stallEnds)) giveUpPartial(now);
        if (now.isBefore(waitEnds)) return;
        tries++;
        waitEnds = now.plus(backoff());
        if (tries > settings.retries()) state = new State.Failed("the far side does not answer");
        else if (state instanceof State.Opening && caller) controls.add(initial(phase));
        else if (closeSent) farSideClosed = true;
        else if (!unconfirmed.isEmpty()) repeatFrom = 0;
        else if (state instanceof State.Open) controls.add(GPacket.control(GPacket.REJECT, lastHeard));
    }

    private void giveUpPartial(Instant now) {
        framer.abandon();
        receive(NOTHING, now);
        reject();
    }

    private Duration roundTrip() {
        int packets = packetSize + settings.packetSize() + 4 * GPacket.HEADER;
        return line.grace().plus(line.onWire(2 * packets));
    }

    private Duration backoff() {
        Duration wait = roundTrip().multipliedBy(1 + tries / 2);
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
