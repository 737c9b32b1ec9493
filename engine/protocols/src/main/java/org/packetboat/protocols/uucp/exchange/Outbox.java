package org.packetboat.protocols.uucp.exchange;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.uucp.greeting.Features;
import org.packetboat.protocols.uucp.mail.Digest;
import org.packetboat.protocols.uucp.mail.Job;
import org.packetboat.protocols.uucp.mail.Printable;
import org.packetboat.protocols.uucp.mail.RmailJob;
import org.packetboat.protocols.uucp.packet.Piece;

/**
 * The mail on its way out in one conversation. Asks for the next before the last is gone, so that the line stays full.
 * An envelope is settled only on the far side's word; what has no word when the call ends is sent again next time, and
 * goes on where the far side's copy ends.
 */
final class Outbox {
    /** How the names of packets begin that tell of progress. */
    private static final String PROGRESS = "progress ";
    /** Progress is told so many times in a transfer, where that is not too often. */
    private static final long PROGRESS_STEPS = 50;
    private static final long SMALLEST_STEP = 256;
    private static final long LARGEST_STEP = 8192;
    private static final long WORTH_RESUMING = 1024;
    /** With more channels than this, one is kept for urgent mail. */
    private static final int SPARE = 2;

    private final String node;
    private final Features far;
    private final boolean streaming;
    private final UucpSpool spool;
    private final JobSource source;
    private final BiConsumer<String, String> refusals;
    private final Consumer<Action> todo;
    private final Map<Integer, Sending> unanswered = new HashMap<>();
    private final Deque<Sending> orders = new ArrayDeque<>();
    private Optional<Sending> current = Optional.empty();
    /** What has been overtaken, the last first: it goes on when that has left. */
    private final Deque<Sending> overtaken = new ArrayDeque<>();
    private long progressTold;
    private int channels = 1;

    /**
     * @param node      our name
     * @param far       what the far side can do
     * @param streaming whether files may overtake their answers, on channels of their own
     * @param source    makes the jobs
     * @param refusals  hears the command and the answer of each job that is refused for good
     * @param todo      takes what is to be done
     */
    Outbox(String node, Features far, boolean streaming, UucpSpool spool, JobSource source,
            BiConsumer<String, String> refusals, Consumer<Action> todo) {
        this.node = node;
        this.far = far;
        this.streaming = streaming;
        this.spool = spool;
        this.source = source;
        this.refusals = refusals;
        this.todo = todo;
    }

    /** Whether there is nothing more to send and nothing unanswered. */
    boolean isDone() {
        return source.isExhausted() && isIdle();
    }

    /** Whether nothing is on its way. */
    boolean isIdle() {
        return source.isIdle() && current.isEmpty() && orders.isEmpty() && unanswered.isEmpty();
    }

    /** Begin nothing new. */
    void stop() {
        source.stop();
    }

    /** How many files may be unanswered at once. */
    void mayUse(int many) {
        channels = many;
    }

    /** Time has passed since the queue was found empty: there may be more before we say goodbye. */
    void lookAgain() {
        source.lookAgain();
    }

    void ask() {
        source.ask();
    }

    /** Mail has come in. @param highest none of it is more urgent */
    void mailWaits(Priority highest) {
        source.mailWaits(highest);
    }

    void offered(List<Transfer> transfers) {
        source.offered(transfers);
    }

    BundleTally tally() {
        return source.tally();
    }

    Optional<Piece> next(int most) {
        current = current.isEmpty() ? begin() : current.map(this::overtaking);
        Optional<Sending> under = current;
        Optional<Piece> piece = under.flatMap(sending -> sending.next(most)).map(p -> watched(p, under.get()));
        under.ifPresent(this::advance);
        return piece;
    }

    private Piece watched(Piece piece, Sending sending) {
        return piece.isOfFile() && !sending.ended() && isStep(sending) ? piece.toldOf(step(sending)) : piece;
    }

    /** Progress is what the far side has confirmed, and not what is somewhere on its way. */
    private String step(Sending sending) {
        progressTold = sending.position();
        return PROGRESS + sending.channel() + " " + progressTold;
    }

    private boolean isStep(Sending sending) {
        long step = Math.clamp(sending.size() / PROGRESS_STEPS, SMALLEST_STEP, LARGEST_STEP);
        return sending.position() - progressTold >= step;
    }

    /** The far side has confirmed a packet. @return whether it was one that tells of progress */
    boolean confirmed(String token) {
        if (!token.startsWith(PROGRESS)) return false;
        String[] words = token.substring(PROGRESS.length()).split(" ");
        Optional.ofNullable(unanswered.get(Integer.parseInt(words[0])))
                .flatMap(sending -> sending.job().progress(Long.parseLong(words[1]))).ifPresent(todo);
        return true;
    }

    /** Urgent mail goes first, on a channel of its own. It does not overtake urgent mail, which would starve then. */
    private Sending overtaking(Sending sending) {
        if (!streaming || sending.isUrgent() || !sending.isAnnounced() || taken() >= channels) return sending;
        heedLease(source.hasUrgent());
        Optional<Job> urgent = source.urgent();
        urgent.ifPresent(_ -> overtaken.push(sending));
        return urgent.map(this::sendUrgent).orElse(sending);
    }

    private void advance(Sending sending) {
        if (sending.isPastHalf()) source.ask();
        if (!sending.ended()) return;
        current = Optional.ofNullable(overtaken.poll());
        progressTold = current.map(Sending::position).orElse(0L);
    }

    private Optional<Sending> begin() {
        if (!orders.isEmpty()) return Optional.of(orders.remove());
        source.ask();
        int taken = taken();
        if (taken >= channels) return Optional.empty();
        boolean room = taken < (channels > SPARE ? channels - 1 : channels);
        heedLease(source.hasUrgent() || room && source.hasReady());
        return source.urgent().map(this::sendUrgent)
                .or(() -> room ? source.next().map(this::send) : Optional.empty());
    }

    /** Where something is begun: not if another machine of a hub may be sending it, and then nothing else is either. */
    private void heedLease(boolean begins) {
        if (begins && !source.mayBegin()) stop();
    }

    private Sending sendUrgent(Job job) {
        Sending sending = send(job);
        sending.setUrgent();
        return sending;
    }

    private Sending send(Job job) {
        boolean worthIt = far.restart() && job.body().size() > WORTH_RESUMING;
        boolean begun = isBegun(spool, job);
        boolean resuming = worthIt && begun;
        if (!begun && (worthIt || job instanceof RmailJob)) spool.remember(begun(job));
        boolean execute = far.execute() && !job.isQuoted();
        String command = execute ? job.asExecute() : job.asData(far.sizes());
        progressTold = 0;
        return entered(new Sending(freeChannel(), job, command, job.body(), execute, streaming && !resuming));
    }

    private Sending entered(Sending sending) {
        unanswered.put(sending.channel(), sending);
        return sending;
    }

    private int freeChannel() {
        int channel = 1;
        while (isTaken(channel))
            channel++;
        return channel;
    }

    private int taken() {
        return (int) IntStream.rangeClosed(1, channels).filter(this::isTaken).count();
    }

    /** A file that was refused still has its end to send. */
    private boolean isTaken(int channel) {
        return unanswered.containsKey(channel) || current.filter(s -> s.channel() == channel).isPresent()
                || overtaken.stream().anyMatch(s -> s.channel() == channel);
    }

    /**
     * Whether this job may have arrived, in whole or in part, in a call before that did not tell. Of a single mail this
     * is always known, lest it goes in a batch, under another name, once the far side takes those.
     */
    static boolean isBegun(UucpSpool spool, Job job) {
        return spool.remembers(begun(job));
    }

    private static String begun(Job job) {
        return Digest.of("begun", job.name());
    }

    /** The far side's word on the command of this channel. */
    void answered(int channel, String answer) {
        Sending sending = unanswered.get(channel);
        if (sending == null || answer.length() < 2) return;
        switch (answer.substring(0, 2)) {
            case "SY", "EY" -> goOn(sending, answer);
            case "SN", "EN" -> refused(sending, answer);
            case "CY" -> arrived(sending, answer);
            case "CN" -> settle(sending, never(sending, 550, "5.0.0", answer));
            default -> settle(sending, later("not understood: " + Printable.of(answer)));
        }
    }

    private void goOn(Sending sending, String answer) {
        String[] words = answer.split(" ");
        long from = words.length > 1 && words[1].matches("0x[0-9a-fA-F]{1,12}") ? Long.decode(words[1]) : 0;
        if (!sending.goOn(from)) refused(sending, "SN, an offset beyond the end: " + words[1]);
    }

    private void refused(Sending sending, String answer) {
        sending.stop(streaming);
        switch (answer.split(" ")[0]) {
            case "SN8", "EN8" -> arrived(sending, answer);
            case "SN2", "EN2" -> settle(sending, never(sending, 554, "5.7.1", answer));
            case "SN7", "EN7", "SN10" -> settle(sending, never(sending, 552, "5.3.4", answer));
            default -> settle(sending, later("not taken now: " + Printable.of(answer)));
        }
    }

    private Verdict never(Sending sending, int code, String status, String answer) {
        refusals.accept(Printable.of(sending.job().command()), Printable.of(answer));
        return new Verdict.Refused(new Reply(code, status, "refused by the site: " + answer), answer);
    }

    private static Verdict later(String why) {
        return new Verdict.Later(new Reply(451, "4.3.0", why));
    }

    private void arrived(Sending sending, String answer) {
        Job job = sending.job();
        if (sending.completesJob()) {
            settle(sending, new Verdict.Taken(answer));
            return;
        }
        byte[] order = job.order(node).getBytes(StandardCharsets.ISO_8859_1);
        String command = job.asOrder(far.sizes(), order.length);
        orders.add(entered(new Sending(sending.channel(), job, command, new BytesBody(order), true, streaming)));
    }

    private void settle(Sending sending, Verdict verdict) {
        unanswered.remove(sending.channel());
        if (!sending.ended()) sending.stop(streaming);
        spool.forget(begun(sending.job()));
        source.settle(sending.job(), verdict);
        if (isIdle()) lookAgain();
    }
}
