package org.packetboat.connectors.disk;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.bundle.Seal;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.uucp.greeting.Admission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mail of one far side, by whatever disk appears at a folder. A disk that is there is a session, as of a far side
 * that has called: its answers are settled, its mail is taken in, and what waits is written, again and again until the
 * disk is taken away. It has a thread of its own. A disk that fails is left alone for a minute.
 */
public final class DiskPost implements Link.Session, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskPost.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    /** A disk that fails is left alone for so many looks: a minute. */
    private static final int REST = 30;
    /** Then it begins anew, so that routes and other sessions with the far side are seen anew. */
    private static final Duration LONGEST = Duration.ofHours(1);
    /** Routes that changed are in force after this. */
    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    /**
     * Whose mail goes where.
     *
     * @param link   the link's name
     * @param folder where disks appear
     * @param within how long an answer is waited for
     * @param seal   the key of the far side
     */
    public record Address(String link, Path folder, String node, Duration within, Optional<Seal> seal) {
        /** A folder that no other post has. A link may have any name, a node's is a word. */
        private Path notes(Path data) {
            return data.resolve(URLEncoder.encode(link, StandardCharsets.UTF_8).replace(".", "%2E")).resolve(node);
        }
    }

    /**
     * What is around it.
     *
     * @param server our name, as it stands in {@code EHLO}
     * @param us     our UUCP name
     * @param data   a folder of our own for what is under way
     * @param look   how often the folder is looked at
     * @param memory shared by all posts
     */
    public record Surroundings(String server, String us, Path data, Coders coders, Intake intake,
            InstantSource clock, Duration look, DiskMemory memory) {}

    private final Address address;
    private final Surroundings around;
    private final Function<Link.Session, Supply> calls;
    private final Function<EnvelopeId, Optional<Envelope>> queue;
    private final DiskPacking packing;
    private final DiskPacking.Pair pair;
    private final CarriedFiles carried;
    private final DiskAnswers answers;
    private final DiskInbox inbox;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private boolean something;
    private String misfit = "";
    /** Whether another session had the mail when a disk was there last. */
    private boolean waits;
    private volatile Optional<String> stopped = Optional.empty();
    private volatile boolean closed;
    private volatile long renewed = System.nanoTime();
    private volatile DiskState state;
    private long bytesOut;
    private long bytesIn;
    private long mailIn;

    /**
     * @param admission what of the far side's mail is taken, now
     * @param calls     what waits for the far side, for a session with it
     * @param queue     what waits, by its id; for any thread
     */
    public DiskPost(Address address, Surroundings around, Supplier<Admission> admission,
            Function<Link.Session, Supply> calls, Function<EnvelopeId, Optional<Envelope>> queue) {
        this.address = address;
        this.around = around;
        this.calls = calls;
        this.queue = queue;
        Path data = address.notes(around.data());
        this.pair = new DiskPacking.Pair(around.server(), around.us(), address.node());
        this.packing = new DiskPacking(pair, around.coders(), address.seal(), data);
        this.carried = new CarriedFiles(data.resolve("carried"));
        this.answers = new DiskAnswers(packing, pair, carried, queue);
        this.inbox = new DiskInbox(packing, pair, admission, around.intake(), around.clock(), around.memory());
        this.state = new DiskState(address.link(), address.node(), Optional.empty(), Optional.empty(),
                carried.count(), 0, 0, Optional.empty());
        this.thread = Thread.ofPlatform().daemon().name("disk-" + address.link() + "-" + address.node())
                .unstarted(this::run);
    }

    /** Looks for disks from now on. */
    public DiskPost start() {
        thread.start();
        return this;
    }

    /** How it stands. */
    public DiskState state() {
        return state;
    }

    private void run() {
        while (!closed) {
            Optional<PluggedDisk> disk = disk();
            boolean failed = disk.isPresent() && visit(disk.get());
            pause(failed ? around.look().multipliedBy(REST) : around.look());
        }
    }

    /** One whose marker does not fit is told of once. */
    private Optional<PluggedDisk> disk() {
        try {
            Optional<PluggedDisk> disk = PluggedDisk.at(address.folder());
            if (disk.isPresent()) misfit = "";
            return disk;
        } catch (DiskTrouble marker) {
            if (!misfit.equals(marker.getMessage())) {
                misfit = marker.getMessage();
                LOG.warn("event=disk-trouble node={} link={} reason={}", address.node(), address.link(),
                        Quoted.value(misfit));
                tell(Optional.empty(), state.since(), Optional.of(misfit));
            }
            return Optional.empty();
        }
    }

    /** @return whether the disk failed */
    private boolean visit(PluggedDisk disk) {
        stopped = Optional.empty();
        if (closed) stop(true, "the link is closed"); // it may have been closed just before
        if (!waits)
            LOG.info("event=disk-plugged-in disk={} node={} link={}", disk.name(), address.node(), address.link());
        tell(Optional.of(disk.name()), Optional.of(around.clock().instant()), Optional.empty());
        Supply supply = calls.apply(this);
        Ending ending = new Ending.Dropped(new Reply(451, "4.3.0", "a bug of the server"));
        try {
            ending = stay(disk, supply);
            tell(Optional.empty(), state.since(), Optional.empty());
        } catch (IOException trouble) {
            if (!disk.isThere()) {
                ending = takenAway(disk);
                return false;
            }
            String why = Quoted.oneLine(String.valueOf(trouble.getMessage()));
            LOG.warn("event=disk-trouble disk={} node={} reason=\"{}\"", disk.name(), address.node(), why);
            ending = new Ending.Dropped(new Reply(450, "4.3.0", why));
            tell(Optional.empty(), state.since(), Optional.of(why));
        } catch (RuntimeException bug) {
            LOG.error("event=bug where=disk disk={} node={}", disk.name(), address.node(), bug);
            tell(Optional.empty(), state.since(), Optional.of(String.valueOf(bug)));
        } finally {
            figures(disk, supply);
            supply.ended(ending);
        }
        return ending instanceof Ending.Dropped;
    }

    private Ending stay(PluggedDisk disk, Supply supply) throws IOException {
        waits = !isOpen(supply);
        if (waits) {
            take(disk);
            return new Ending.Finished();
        }
        carried.sweep(id -> queue.apply(id).isPresent());
        DiskOutbox outbox = new DiskOutbox(packing, pair, carried, address.within(), around.clock(),
                around.memory());
        long began = System.nanoTime();
        while (disk.isThere()) {
            Optional<DiskTrouble> unanswered = answers.read(disk, supply);
            long read = take(disk);
            if (unanswered.isPresent()) throw unanswered.get();
            long written = outbox.write(disk, supply, () -> stopped.isPresent());
            bytesOut += written;
            state = new DiskState(state.link(), state.node(), state.disk(), state.since(), carried.count(),
                    state.files() + written, state.mails(), inbox.owed());
            if (written + read > 0) figures(disk, supply);
            if (stopped.isEmpty()) pause(around.look());
            if (stopped.isPresent()) return new Ending.Stopped(stopped.get());
            if (isOver(began)) return new Ending.Finished();
        }
        return takenAway(disk);
    }

    /** Whether this is the session that has the mail; if not, another one is tried soon. */
    private static boolean isOpen(Supply supply) throws IOException {
        CompletableFuture<Boolean> open = new CompletableFuture<>();
        supply.opened(open::complete);
        return Await.answer(open);
    }

    /** @return the bytes that were read */
    private long take(PluggedDisk disk) throws IOException {
        DiskInbox.Brought brought = inbox.read(disk);
        bytesIn += brought.fileBytes();
        mailIn += brought.mailBytes();
        state = new DiskState(state.link(), state.node(), state.disk(), state.since(), carried.count(),
                state.files() + brought.fileBytes(), state.mails() + brought.mails(), inbox.owed());
        return brought.fileBytes();
    }

    private Ending takenAway(PluggedDisk disk) {
        LOG.info("event=disk-taken-away disk={} node={} link={}", disk.name(), address.node(), address.link());
        tell(Optional.empty(), state.since(), Optional.empty());
        return new Ending.Finished();
    }

    /** Routes may be others soon: a session that is under way ends a moment later, and begins anew. */
    public void renew() {
        renewed = System.nanoTime();
    }

    private boolean isOver(long began) {
        long now = System.nanoTime();
        boolean knowsOldRoutes = began - renewed < A_MOMENT.toNanos();
        return now - began > LONGEST.toNanos() || knowsOldRoutes && now - renewed > A_MOMENT.toNanos();
    }

    private void figures(PluggedDisk disk, Supply supply) {
        supply.figures(SessionFigures.NONE
                .at(new SessionFigures.Place(address.folder().toString(), disk.name(), true, 0))
                .withWire(bytesOut, bytesIn).withMail(0, mailIn));
    }

    private void tell(Optional<String> disk, Optional<Instant> since, Optional<String> trouble) {
        state = new DiskState(address.link(), address.node(), disk, since, carried.count(), state.files(),
                state.mails(), trouble.or(inbox::owed));
    }

    /** Until something is new, but no longer than this. */
    private void pause(Duration most) {
        lock.lock();
        try {
            long left = most.toNanos();
            while (!something && !closed && left > 0)
                left = news.awaitNanos(left);
            something = false;
        } catch (InterruptedException closing) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            something = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void mailWaits(Priority highest) {
        wake();
    }

    @Override
    public void stop(boolean now, String why) {
        stopped = Optional.of(why);
        wake();
    }

    /** Waits until what is being written is on the disk. */
    @Override
    public void close() {
        closed = true;
        stop(true, "the link is closed");
        try {
            thread.join(LAST_WORDS.toMillis());
            thread.interrupt();
            thread.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
