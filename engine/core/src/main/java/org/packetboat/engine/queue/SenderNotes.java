package org.packetboat.engine.queue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.UnreadableMail;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.UnreadableException;
import org.packetboat.engine.time.AgeClock;

/**
 * What is to be told to the senders of messages a while later, so that what fails in the same while is told in one
 * notice. Written and taken out by {@link QueueBatch}.
 */
public final class SenderNotes {
    private final Store store;
    private final AgeClock clock;
    private final UnreadableMail unreadable;
    private final MessageBytes bytes;
    /** The messages whose notes a batch takes out that is not durable yet. */
    private final Set<QueueId> taking = ConcurrentHashMap.newKeySet();

    SenderNotes(Store store, AgeClock clock, UnreadableMail unreadable, MessageBytes bytes) {
        this.store = store;
        this.clock = clock;
        this.unreadable = unreadable;
        this.bytes = bytes;
    }

    /**
     * What is to be told to a message's sender a while later, together with what is noted of it until then.
     *
     * @param id   its own
     * @param due  when
     * @param kept how much of the message was kept for it, in bytes
     * @param what in the words of whoever noted it
     */
    public record Note(QueueId about, QueueId id, Instant due, long kept, byte[] what) {
        /** One whose value makes no sense is due, and says nothing: whoever tells it names it. */
        static Note decode(byte[] key, byte[] stored, AgeClock clock) {
            ByteBuffer value = ByteBuffer.wrap(stored);
            if (stored.length < 2 * Long.BYTES) return nothing(key);
            Instant due = clock.toWall(Instant.ofEpochMilli(value.getLong()));
            long kept = value.getLong();
            if (kept < 0 || kept > Integer.MAX_VALUE) return nothing(key);
            byte[] what = new byte[value.remaining()];
            value.get(what);
            return new Note(Keys.noteAbout(key), Keys.noteId(key), due, kept, what);
        }

        private static Note nothing(byte[] key) {
            return new Note(Keys.noteAbout(key), Keys.noteId(key), Instant.EPOCH, 0, new byte[0]);
        }
    }

    /** What was noted of a message, in order. */
    public List<Note> of(QueueId about) {
        List<Note> found = new ArrayList<>();
        visit(about, found::add);
        return found;
    }

    /** Visits them up to one that the visitor doesn't want. @return whether there was such a one */
    boolean visit(QueueId about, Predicate<Note> visitor) {
        try (Store.Cursor cursor = store.scan(Family.META, Keys.note(about, new QueueId(0)), Keys.noteEnd(about))) {
            while (cursor.next())
                if (!visitor.test(Note.decode(cursor.key(), cursor.value(), clock))) return true;
        } catch (UnreadableException damaged) {
            unreadable.note("what was to be told of " + about, "a damaged block");
        }
        return false;
    }

    /** Whether some of that is to be told by now. */
    public boolean isDue(QueueId about, Instant now) {
        return visit(about, note -> note.due().isAfter(now));
    }

    /** What was kept of the message for a note. */
    public Body kept(Note note) {
        return bytes.of(note.id(), note.kept());
    }

    /** Whether nobody else takes out what was noted of a message until {@link #taken}. */
    boolean take(QueueId about) {
        return taking.add(about);
    }

    void taken(QueueId about) {
        taking.remove(about);
    }
}
