package org.packetboat.protocols.uucp.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.packetboat.protocols.uucp.packet.Heard;

/**
 * One channel on which the far side gives commands: gathers the command, then the bytes of the file it announces. A
 * byte that is here already is passed over; a gap, a file longer than announced or a command without end is a lie, and
 * the file is not taken.
 */
final class Receiving {
    /** What comes next on the channel. */
    private enum Mode {
        COMMAND, FILE, SKIP, WAIT
    }

    private static final int LONGEST_COMMAND = 8192;

    private final int channel;
    private final Inbox inbox;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private Mode mode = Mode.COMMAND;
    private Incoming file = Incoming.NONE;

    Receiving(int channel, Inbox inbox) {
        this.channel = channel;
        this.inbox = inbox;
    }

    /** Whether nothing is under way. */
    boolean isIdle() {
        return mode == Mode.COMMAND || mode == Mode.SKIP;
    }

    /** Whether the next byte begins a command. */
    boolean awaitsCommand() {
        return mode == Mode.COMMAND && text.size() == 0;
    }

    /** The next thing is a file. */
    void expectFile(Incoming announced) {
        file = announced;
        mode = Mode.FILE;
    }

    /** The next thing is the end of a file that is not wanted; where files come only when wanted, a command. */
    void skip(boolean endExpected) {
        mode = endExpected ? Mode.SKIP : Mode.COMMAND;
    }

    /** The last file is dealt with. */
    void done() {
        mode = Mode.COMMAND;
    }

    void heard(Heard heard, Instant now) {
        switch (mode) {
            case COMMAND -> command(heard.bytes(), now);
            case FILE -> file(heard, now);
            case SKIP -> {
                if (heard.bytes().length == 0) done();
            }
            case WAIT -> inbox.violated("more on channel " + channel + " before its answer");
        }
    }

    private void command(byte[] bytes, Instant now) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0)
            end++;
        text.write(bytes, 0, end);
        if (text.size() > LONGEST_COMMAND) inbox.violated("a command without end");
        if (end == bytes.length) return;
        String command = text.toString(StandardCharsets.ISO_8859_1);
        text.reset();
        inbox.command(this, channel, command, now);
    }

    private void file(Heard heard, Instant now) {
        if (heard.bytes().length == 0) {
            mode = Mode.WAIT;
            inbox.complete(this, channel, file, now);
            return;
        }
        byte[] news = file.news(heard);
        if (news.length == 0) return;
        file = file.plus(news.length);
        if (file.fits(inbox.largest())) inbox.append(file, news);
        else inbox.violated("a file longer than it may be");
    }

    /**
     * A file on its way in.
     *
     * @param key   its name in our spool
     * @param held  how much of it is there
     * @param sends the announcement
     * @param kept  whether its bytes are kept; otherwise it is known already and only waited for
     */
    record Incoming(String key, long held, Command.Send sends, boolean kept) {
        static final Incoming NONE = new Incoming("", 0, new Command.Send("", "", "", "",
                OptionalLong.empty(), Optional.empty()), false);

        /** The bytes that are not here yet. */
        byte[] news(Heard heard) {
            long skip = heard.at() == Heard.NEXT ? 0 : held - heard.at();
            if (skip < 0 || skip >= heard.bytes().length) return new byte[0];
            return Arrays.copyOfRange(heard.bytes(), (int) skip, heard.bytes().length);
        }

        Incoming plus(int bytes) {
            return new Incoming(key, held + bytes, sends, kept);
        }

        boolean fits(long largest) {
            return held <= sends.size().orElse(largest) && held <= largest;
        }

        /** Whether it is as long as announced. */
        boolean isWhole() {
            return sends.size().isEmpty() || held == sends.size().getAsLong();
        }
    }
}
