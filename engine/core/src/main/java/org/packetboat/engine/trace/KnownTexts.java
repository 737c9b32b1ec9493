package org.packetboat.engine.trace;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.QueueId;

/**
 * The mails that were accepted under one key, as the queue remembers them, the newest last. Immutable.
 *
 * <pre>
 * message id 8                              one whose text was not looked at: its key alone tells it (keys that
 *                                           submitters give; all keys of version 0.1.0)
 * message id 8 | content 16 | copy 16, ...  for each text that came under the key, {@link Fingerprint}; the newest
 *                                           {@value #MOST} are kept
 * </pre>
 */
public final class KnownTexts {
    private static final int MOST = 8;
    private static final int ID = Long.BYTES;

    /** Nothing was accepted under the key. */
    public static final KnownTexts NONE = new KnownTexts(List.of());

    private record Text(QueueId id, Optional<Fingerprint> print) {}

    private final List<Text> texts;

    private KnownTexts(List<Text> texts) {
        this.texts = List.copyOf(texts);
    }

    public static KnownTexts decode(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        if (value.length == ID) return new KnownTexts(List.of(new Text(new QueueId(in.getLong()), Optional.empty())));
        List<Text> texts = new ArrayList<>();
        while (in.remaining() >= ID + Fingerprint.SIZE)
            texts.add(new Text(new QueueId(in.getLong()), Optional.of(Fingerprint.read(in))));
        return new KnownTexts(texts);
    }

    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(texts.size() * (ID + Fingerprint.SIZE));
        for (Text text : texts) {
            if (text.print.isEmpty()) return ByteBuffer.allocate(ID).putLong(text.id.number()).array();
            text.print.get().write(out.putLong(text.id.number()));
        }
        return out.array();
    }

    public boolean isEmpty() {
        return texts.isEmpty();
    }

    /** Under which id the last of them was accepted. */
    public Optional<QueueId> last() {
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts.getLast().id);
    }

    /** Under which id the same content was accepted, by whatever way it came. */
    public Optional<QueueId> ofContent(Fingerprint print) {
        return texts.stream().filter(t -> t.print.map(p -> p.content().equals(print.content())).orElse(true))
                .map(Text::id).findFirst();
    }

    /** Under which id the same copy was accepted: a server sent the one that it has before. */
    public Optional<QueueId> ofCopy(Fingerprint print) {
        return texts.stream().filter(t -> t.print.map(print::equals).orElse(true)).map(Text::id).findFirst();
    }

    /** With one more. */
    public KnownTexts plus(QueueId id, Optional<Fingerprint> print) {
        List<Text> more = new ArrayList<>(texts.subList(Math.max(0, texts.size() + 1 - MOST), texts.size()));
        more.add(new Text(id, print));
        return new KnownTexts(more);
    }

    /** Without that of a message, and those before it; the same if there is none of that message. */
    public KnownTexts after(QueueId id) {
        List<Text> left = texts.stream().dropWhile(t -> !t.id.equals(id)).skip(1).toList();
        return texts.stream().anyMatch(t -> t.id.equals(id)) ? new KnownTexts(left) : this;
    }
}
