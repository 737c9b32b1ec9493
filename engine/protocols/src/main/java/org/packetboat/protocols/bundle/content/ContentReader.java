package org.packetboat.protocols.bundle.content;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.engine.intake.TextRule;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.protocols.bundle.codec.DamagedException;
import org.packetboat.protocols.bundle.codec.TooLargeException;

/**
 * Reads the content of a batch once through, restoring each message on the way to see that it can be. Remembers where
 * the messages are, not what they are.
 */
public final class ContentReader {
    private static final int MOST_CHUNKS = 1 << 16;
    private static final Pattern SERVER = Pattern.compile("EHLO ([A-Za-z0-9._\\[\\]:-]{1,255})");
    private static final Pattern CHUNK = Pattern.compile(
            "(?:BDAT (0|[1-9]\\d{0,9})|XB64 ([1-9]\\d{0,9}) ([1-9]\\d{0,8}))( LAST)?");

    private final ContentInput in;
    private final BundleLimits limits;
    private final List<Entry> entries = new ArrayList<>();
    private long restored;
    private int recipients;
    private int chunksLeft = MOST_CHUNKS;

    public ContentReader(ContentInput in, BundleLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** What a content holds. */
    public record Listing(String server, List<Entry> entries) {}

    public Listing read() throws IOException {
        String server = match(SERVER, in.line()).group(1);
        String line = in.line();
        for (; !line.equals("QUIT"); line = in.line()) {
            if (entries.size() == limits.mails()) throw new TooLargeException("more than " + limits.mails() + " mails");
            entry(line);
        }
        if (!in.atEnd()) throw new DamagedException("goes on after QUIT");
        return new Listing(server, List.copyOf(entries));
    }

    private void entry(String line) throws IOException {
        MailCommand command = MailCommand.parse(line);
        List<Recipient> to = new ArrayList<>();
        String next = in.line();
        for (; next.startsWith("RCPT"); next = in.line()) {
            if (++recipients > limits.recipients()) throw new TooLargeException("too many recipients");
            to.add(MailCommand.recipient(next));
        }
        if (to.isEmpty()) throw new DamagedException("MAIL without RCPT");
        message(command, List.copyOf(to), match(CHUNK, next));
    }

    private void message(MailCommand command, List<Recipient> to, Matcher first) throws IOException {
        MessageDigest digest = ContentName.sha256();
        TextRule.Watch text = new TextRule.Watch();
        List<Chunk> chunks = new ArrayList<>();
        for (Matcher told = first;; told = match(CHUNK, in.line())) {
            Chunk chunk = chunk(told);
            chunks.add(chunk);
            pass(chunk, digest, text);
            if (told.group(4) != null) break;
        }
        entries.add(new Entry(command, to, List.copyOf(chunks), HexFormat.of().formatHex(digest.digest()),
                text.flaw().isEmpty()));
    }

    private Chunk chunk(Matcher told) throws IOException {
        boolean plain = told.group(1) != null;
        Chunk chunk = new Chunk(in.position(), Long.parseLong(told.group(plain ? 1 : 2)),
                plain ? 0 : Integer.parseInt(told.group(3)));
        if (--chunksLeft < 0) throw new TooLargeException("more than " + MOST_CHUNKS + " chunks");
        restored += chunk.restored();
        if (restored > limits.content()) throw new TooLargeException("messages of more than " + limits.content());
        return chunk;
    }

    private void pass(Chunk chunk, MessageDigest digest, TextRule.Watch text) throws IOException {
        ChunkInput input = new ChunkInput(in, chunk);
        for (byte[] piece = input.next(); piece.length > 0; piece = input.next()) {
            digest.update(piece);
            text.see(piece, 0, piece.length);
        }
    }

    private static Matcher match(Pattern expected, String line) throws DamagedException {
        Matcher matcher = expected.matcher(line);
        if (!matcher.matches()) throw new DamagedException("expected " + expected);
        return matcher;
    }
}
