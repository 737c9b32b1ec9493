package org.packetboat.protocols.uucp.packet;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The i protocol: both directions at once, sixteen packets of up to 4095 bytes on their way, and only lost packets
 * repeated. A packet arrives once and in order or the protocol fails. Limits: packets without content are guarded by
 * an XOR only, so what must be certain needs a digest of its own.
 */
public final class IProtocol implements PacketProtocol {
    private static final byte[] NOTHING = {};
    private static final int POSITION_UNKNOWN = -1;

    private final boolean caller;
    private final ISettings settings;
    private final Speaker speaker;
    private final LineTiming line;
    private final IFramer framer = new IFramer();
    private final ISendWindow sending = new ISendWindow();
    private final IReceiveWindow receiving = new IReceiveWindow();
    private final ITimers timers;
    private final Deque<Integer> refusals = new ArrayDeque<>();
    private PacketLength length = new PacketLength(1);
    private State state = new State.Opening();
    private Traffic traffic = Traffic.NONE;
    private Optional<Piece> waiting = Optional.empty();
    private long sendPosition = POSITION_UNKNOWN;
    private long receivePosition;
    private boolean syncDue;
    private boolean ackDue;
    private boolean heardContent;
    private boolean closing;
    private boolean closeSent;
    private boolean farSideClosed;

    public IProtocol(boolean caller, ISettings settings, LineTiming line, Speaker speaker) {
        this.caller = caller;
        this.settings = settings;
        this.line = line;
        this.speaker = speaker;
        this.timers = new ITimers(line, settings);
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public boolean fullDuplex() {
        return true;
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public void open(Instant now) {
        syncDue = true;
    }

    @Override
    public void close(Instant now) {
        closing = true;
    }

    @Override
    public void receive(byte[] bytes, Instant now) {
        framer.add(bytes);
        while (running()) {
            Optional<IFramer.Found> found = framer.next();
            if (found.isEmpty()) break;
            switch (found.get()) {
                case IFramer.Found.Good(IPacket packet) -> accept(packet, now);
                case IFramer.Found.Damaged(var type, boolean fromCaller, int seq) ->
                    damaged(type, fromCaller, seq, now);
            }
        }
        timers.bytesCame(framer.waiting(), now);
    }

    private boolean running() {
        return !(state instanceof State.Failed || state instanceof State.Closed);
    }

    private void accept(IPacket packet, Instant now) {
        if (packet.caller() == caller) return;
        timers.heard(packet, now);
        if (packet.type() == IPacket.Type.SYNC) {
            synchronise(ISync.decode(packet.data()), now);
        } else if (state instanceof State.Open) {
            if (sending.confirm(packet.ack(), speaker::arrived)) timers.progress(sending.outstanding(), now);
            if (packet.type() == IPacket.Type.NAK) repeat(packet.seq(), now);
            else if (packet.type() != IPacket.Type.ACK) numbered(packet, now);
        }
    }

    private void synchronise(ISync asked, Instant now) {
        if (state instanceof State.Open) {
            if (!heardContent && timers.maySyncAgain(now)) syncDue = true;
            return;
        }
        int wanted = Math.min(asked.packetSize(), asked.packetboat() ? line.sensiblePacket() : IPacket.LONGEST);
        length = new PacketLength(wanted);
        sending.width(asked.window());
        speaker.opened(asked.channels());
        state = new State.Open();
        timers.opened(now);
    }

    private void repeat(int number, Instant now) {
        if (number == sending.nextNumber() || !sending.repeat(number)) {
            ackDue = true;
            return;
        }
        length.lost();
        timers.repeating(now);
    }

    private void numbered(IPacket packet, Instant now) {
        heardContent = true;
        ackDue = true;
        if (!receiving.wants(packet.seq())) return;
        receiving.hold(packet);
        refusals.remove(packet.seq());
        timers.filled(packet.seq());
        for (Optional<IPacket> next = receiving.take(); next.isPresent(); next = receiving.take()) {
            deliver(next.get(), now);
        }
        refuseMissing(now);
    }

    private void deliver(IPacket packet, Instant now) {
        switch (packet.type()) {
            case SPOS -> receivePosition = packet.data().length < 4
                    ? receivePosition
                    : ByteBuffer.wrap(packet.data()).getInt() & 0xffffffffL;
            case CLOSE -> farSideClosed = true;
            case DATA -> {
                traffic = traffic.plusReceived();
                long at = receivePosition;
                receivePosition += packet.data().length;
                speaker.heard(new Heard(packet.mine(), packet.theirs(), at, packet.data()), now);
            }
            case SYNC, ACK, NAK -> throw new IllegalStateException("a " + packet.type() + " has no number");
        }
    }

    private void damaged(IPacket.Type type, boolean fromCaller, int seq, Instant now) {
        traffic = traffic.plusDamaged();
        boolean numbered = type == IPacket.Type.DATA || type == IPacket.Type.SPOS;
        if (!numbered || fromCaller == caller || !(state instanceof State.Open)) return;
        if (receiving.wants(seq)) refuse(seq, now);
    }

    private void refuseMissing(Instant now) {
        for (int number : receiving.missing()) {
            if (timers.mayRefuse(number, now)) refuse(number, now);
        }
    }

    private void refuse(int number, Instant now) {
        if (!refusals.contains(number)) refusals.add(number);
        timers.refused(number, now);
    }

    @Override
    public byte[] transmit(Instant now) {
        byte[] bytes = packet(now);
        if (bytes.length > 0) timers.transmitted(bytes.length, sending.outstanding(), now);
        if (bytes.length == 0 && closeSent && farSideClosed) state = new State.Closed();
        return bytes;
    }

    private byte[] packet(Instant now) {
        if (syncDue) return sync(now);
        if (!(state instanceof State.Open)) return NOTHING;
        if (farSideClosed) return closeSent ? NOTHING : closePacket();
        if (!refusals.isEmpty()) return control(IPacket.Type.NAK, refusals.remove());
        if (sending.hasRepeats()) return again(sending.nextRepeat());
        byte[] fresh = sending.isFull() ? NOTHING : fresh();
        if (fresh.length > 0) return fresh;
        return ackDue ? control(IPacket.Type.ACK, 0) : NOTHING;
    }

    private byte[] sync(Instant now) {
        syncDue = false;
        timers.synced(now);
        return new IPacket(IPacket.Type.SYNC, caller, 0, 0, 0, 0, ISync.encode(settings, line.sensiblePacket()))
                .encode();
    }

    private byte[] control(IPacket.Type type, int number) {
        ackDue = false;
        return new IPacket(type, caller, number, receiving.last(), 0, 0, NOTHING).encode();
    }

    private byte[] again(IPacket packet) {
        traffic = traffic.plusResent();
        return withAck(packet).encode();
    }

    private IPacket withAck(IPacket packet) {
        ackDue = false;
        return new IPacket(packet.type(), caller, packet.seq(), receiving.last(), packet.mine(), packet.theirs(),
                packet.data());
    }

    private byte[] fresh() {
        if (waiting.isEmpty()) waiting = speaker.next(length.now());
        if (waiting.isEmpty()) return closing && !closeSent && sending.outstanding() == 0 ? closePacket() : NOTHING;
        Piece piece = waiting.get();
        if (piece.kind() == Piece.Kind.FILE && piece.bytes().length > 0 && piece.at() != sendPosition) {
            return position(piece.at());
        }
        waiting = Optional.empty();
        sendPosition = piece.kind() == Piece.Kind.FILE ? sendPosition + piece.bytes().length : POSITION_UNKNOWN;
        return number(IPacket.Type.DATA, piece.mine(), piece.theirs(), piece.bytes(), piece.token());
    }

    private byte[] closePacket() {
        closeSent = true;
        return number(IPacket.Type.CLOSE, 0, 0, NOTHING, "");
    }

    private byte[] position(long at) {
        sendPosition = at;
        return number(IPacket.Type.SPOS, 0, 0, ByteBuffer.allocate(4).putInt((int) at).array(), "");
    }

    private byte[] number(IPacket.Type type, int mine, int theirs, byte[] data, String token) {
        ackDue = false;
        IPacket packet = new IPacket(type, caller, sending.nextNumber(), receiving.last(), mine, theirs, data);
        sending.add(packet, token);
        traffic = traffic.plusSent();
        byte[] bytes = packet.encode();
        length.sent(bytes.length);
        return bytes;
    }

    @Override
    public Instant alarm() {
        return running() ? timers.next() : Instant.MAX;
    }

    @Override
    public void rang(Instant now) {
        if (!running()) return;
        if (timers.exhausted()) state = new State.Failed("the far side does not answer");
        if (timers.stallEnds(now)) giveUpPartial(now);
        if (timers.syncEnds(now)) syncDue = true;
        if (timers.repeatEnds(now)) repeatAfterSilence();
        if (timers.refusalEnds(now)) refuseMissing(now);
        if (timers.silenceEnds(now)) refuse(receiving.expected(), now);
    }

    private void giveUpPartial(Instant now) {
        framer.abandon();
        receive(NOTHING, now);
        if (state instanceof State.Open) refuse(receiving.expected(), now);
    }

    private void repeatAfterSilence() {
        length.lost();
        if (closeSent && sending.outstanding() == 1) farSideClosed = true;
        else sending.repeatOldest();
    }
}
