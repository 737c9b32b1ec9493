package org.packetboat.protocols.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes replies of the bytes that come in, wherever they are split. A line may end in a bare LF; control characters in
 * it become spaces. Bounded in memory whatever the peer sends.
 *
 * <pre>
 * reply = *( code "-" text CRLF ) code [ SP text ] CRLF      RFC 5321 section 4.2
 * </pre>
 */
public final class ReplyReader {
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_LINES = 256;

    private final Optional<String> host;
    private byte[] bytes = new byte[0];
    private int from;
    private final List<String> lines = new ArrayList<>();

    /** For replies of which only the code and the words matter. */
    public ReplyReader() {
        this(Optional.empty());
    }

    /** @param host who is listened to, if that is known by name or address */
    public ReplyReader(Optional<String> host) {
        this.host = host;
    }

    /** What came in is no reply. */
    public static final class Garbage extends Exception {
        private static final long serialVersionUID = 1;

        Garbage(String found) {
            super("not an SMTP reply: \"" + found + "\"");
        }
    }

    public void feed(byte[] more) {
        byte[] joined = new byte[bytes.length - from + more.length];
        System.arraycopy(bytes, from, joined, 0, bytes.length - from);
        System.arraycopy(more, 0, joined, bytes.length - from, more.length);
        bytes = joined;
        from = 0;
    }

    /** Whether nothing was left over. */
    public boolean isEmpty() {
        return from == bytes.length && lines.isEmpty();
    }

    /** The next whole reply, if it is there. */
    public Optional<PeerReply> next() throws Garbage {
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            Optional<PeerReply> whole = add(line.get());
            if (whole.isPresent()) return whole;
        }
        return Optional.empty();
    }

    private Optional<PeerReply> add(String line) throws Garbage {
        int code = code(line);
        char separator = line.length() == 3 ? ' ' : line.charAt(3);
        if (separator != ' ' && separator != '-' || lines.size() == MOST_LINES) throw garbage(line);
        lines.add(line.length() > 4 ? line.substring(4) : "");
        if (separator == '-') return Optional.empty();
        PeerReply whole = new PeerReply(code, List.copyOf(lines), host);
        lines.clear();
        return Optional.of(whole);
    }

    private static int code(String line) throws Garbage {
        if (line.length() < 3) throw garbage(line);
        int code = 0;
        for (int i = 0; i < 3; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) throw garbage(line);
            code = code * 10 + digit;
        }
        if (code < 200 || code > 599) throw garbage(line);
        return code;
    }

    private static Garbage garbage(String line) {
        return new Garbage(line.substring(0, Math.min(line.length(), 80)));
    }

    private Optional<String> line() throws Garbage {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') return Optional.of(cut(i));
        }
        if (bytes.length - from > LONGEST_LINE) throw garbage(printable(from, LONGEST_LINE));
        return Optional.empty();
    }

    private String cut(int lineFeed) {
        int end = lineFeed > from && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        String line = printable(from, end - from);
        from = lineFeed + 1;
        return line;
    }

    private String printable(int start, int length) {
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cc}", " ");
    }
}
