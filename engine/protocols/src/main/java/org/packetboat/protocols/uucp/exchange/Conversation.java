package org.packetboat.protocols.uucp.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.packetboat.protocols.uucp.mail.Printable;
import org.packetboat.protocols.uucp.packet.Heard;
import org.packetboat.protocols.uucp.packet.Piece;
import org.packetboat.protocols.uucp.packet.Speaker;

/**
 * The exchange of commands: ours through the {@link Outbox}, theirs through the {@link Inbox}, and the agreement to
 * hang up. Over a protocol with channels both run at once; over one without, the master asks and the slave answers, and
 * they change places with H and HN. {@code docs/uucp.md} has the table of states.
 */
final class Conversation implements Speaker {
    private record Text(int mine, int theirs, byte[] bytes, String token) {}

    private static final String TAKEN = "CY";
    private static final int LONGEST_ANSWER = 256 * 1024;

    private final boolean fullDuplex;
    private final boolean late;
    private final Outbox outbox;
    private final Inbox inbox;
    private final Deque<Text> texts = new ArrayDeque<>();
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private boolean master;
    private boolean hangUpSaid;
    private boolean agreed;
    private boolean finished;
    private boolean stopping;
    private boolean holding;
    private long moves;

    /**
     * @param caller     whether we called; the caller is the first master
     * @param fullDuplex whether both sides may send at once
     * @param late       whether the far side takes commands though it has agreed to hang up, and says so
     * @param boxes      makes the two boxes, given where answers go
     */
    Conversation(boolean caller, boolean fullDuplex, boolean late, Boxes boxes) {
        this.master = caller;
        this.late = late;
        this.fullDuplex = fullDuplex;
        this.outbox = boxes.out();
        this.inbox = boxes.in(this::answer);
    }

    /** What is sent and what is received. */
    interface Boxes {
        Outbox out();

        Inbox in(Inbox.Answers answers);
    }

    Outbox outbox() {
        return outbox;
    }

    Inbox inbox() {
        return inbox;
    }

    /** Whether both sides agreed to hang up, or ours has nothing left to wait for. */
    boolean isFinished() {
        return finished || inbox.isBroken() || (stopping || inbox.trouble().isPresent()) && outbox.isIdle()
                && inbox.isIdle() && texts.isEmpty();
    }

    /** What batches saved, for people. */
    String saved() {
        return BundleTally.text(outbox.tally(), inbox.tally());
    }

    /** Whether the line is held when both sides have nothing to say. */
    void hold(boolean held) {
        holding = held;
    }

    /** Finish what is under way, begin nothing new. */
    void stop() {
        stopping = true;
        outbox.stop();
        inbox.refuseNew();
    }

    private void answer(int channel, String text, String token) {
        say(0, channel, text, token);
        if (text.startsWith(TAKEN)) outbox.lookAgain();
    }

    private void say(int mine, int theirs, String text, String token) {
        texts.add(new Text(mine, theirs, (text + "\0").getBytes(StandardCharsets.ISO_8859_1), token));
    }

    @Override
    public void opened(int channels) {
        outbox.mayUse(channels);
    }

    @Override
    public Optional<Piece> next(int most) {
        if (texts.isEmpty() && mayHangUp()) {
            hangUpSaid = true;
            say(0, 0, "H", "");
        }
        Optional<Piece> piece = texts.isEmpty() ? ofMail(most) : Optional.of(nextText(most));
        if (piece.isPresent()) moves++;
        return piece;
    }

    private Optional<Piece> ofMail(int most) {
        if (agreed || hangUpSaid || !fullDuplex && !master) return Optional.empty();
        return outbox.next(most);
    }

    /** How often something was said or heard: packets that only keep the line up are none of it. */
    long moves() {
        return moves;
    }

    private Piece nextText(int most) {
        Text text = texts.remove();
        if (text.bytes.length <= most) return Piece.text(text.mine, text.theirs, text.bytes, text.token);
        texts.addFirst(new Text(text.mine, text.theirs, Arrays.copyOfRange(text.bytes, most, text.bytes.length),
                text.token));
        return Piece.text(text.mine, text.theirs, Arrays.copyOf(text.bytes, most), "");
    }

    private boolean mayHangUp() {
        return master && !hangUpSaid && !agreed && !holding && isDone();
    }

    /**
     * Whether nothing is left but a job that was put off: the far side waits for its answer, and has to keep the job
     * for another call. It may still bring more: over {@code i} it goes on with other jobs.
     */
    boolean isOnlyPutOff() {
        return inbox.putsOff() && isDone() && texts.isEmpty() && !holding;
    }

    /** Ends it as it stands. */
    void leave() {
        finished = true;
    }

    /** Whether we have nothing to say, and nothing comes in. */
    boolean isDone() {
        return outbox.isDone() && inbox.isIdle();
    }

    @Override
    public void heard(Heard heard, Instant now) {
        moves++;
        Heard placed = fullDuplex ? heard : place(heard);
        if (placed.theirs() != 0) {
            agreed = false;
            inbox.heard(placed, now);
        } else {
            gather(placed);
        }
    }

    /** Without channels the roles tell whose command it is about. */
    private Heard place(Heard heard) {
        boolean begins = master ? answer.size() == 0 : inbox.awaitsCommand();
        boolean hangUp = begins && heard.bytes().length > 0 && heard.bytes()[0] == 'H';
        if (hangUp) return new Heard(0, 0, heard.at(), heard.bytes());
        return master
                ? new Heard(0, 1, heard.at(), heard.bytes())
                : new Heard(1, 0, heard.at(), heard.bytes());
    }

    private void gather(Heard heard) {
        if (answer.size() > LONGEST_ANSWER) inbox.violated("an answer without end");
        for (byte b : heard.bytes()) {
            if (b != 0) {
                answer.write(b);
            } else if (answer.size() > 0) {
                String text = answer.toString(StandardCharsets.ISO_8859_1);
                answer.reset();
                if (heard.mine() == 0) hangUp(text);
                else outbox.answered(heard.mine(), text);
            }
        }
    }

    private void hangUp(String text) {
        if (text.equals("H") || text.equals("HY")) inbox.farSideIsDone();
        switch (text) {
            case "H" -> askedToHangUp();
            case "HY" -> hangUpAgreed();
            case "HN" -> {
                master = false;
                hangUpSaid = false;
            }
            default -> inbox.violated("not understood: " + Printable.of(text));
        }
    }

    /** Mail that came while it was said goes first, where the far side still listens. */
    private void hangUpAgreed() {
        if (hangUpSaid && late && !isDone() && !stopping) {
            hangUpSaid = false;
            return;
        }
        if (hangUpSaid) say(0, 0, "HY", "");
        finished = hangUpSaid || agreed;
    }

    private void askedToHangUp() {
        if (isDone() && !holding || stopping) {
            agreed = true;
            say(0, 0, "HY", "");
        } else {
            master = true;
            say(0, 0, "HN", "");
        }
    }

    @Override
    public void arrived(String token) {
        if (!outbox.confirmed(token)) inbox.arrived(token);
    }
}
