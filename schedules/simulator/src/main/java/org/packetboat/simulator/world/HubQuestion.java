package org.packetboat.simulator.world;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.protocols.mail.PeerReply;
import org.packetboat.protocols.mail.ReplyReader;

/**
 * Asks another machine of a hub by {@code XCLAIM} whether a site may be called from here. Hears of the answer once: 450
 * is a no, whatever else it says is a yes, and empty means that it could not be asked.
 */
final class HubQuestion implements Consumer<Event> {
    private static final int BUSY = 450;

    private final Line line;
    private final String[] commands;
    private final Consumer<Optional<Boolean>> answer;
    private final ReplyReader said = new ReplyReader();
    private int replies;
    private boolean over;

    HubQuestion(Line line, String name, String site, Consumer<Optional<Boolean>> answer) {
        this.line = line;
        this.commands = new String[]{"EHLO " + name, "XCLAIM " + site + " " + name, "QUIT"};
        this.answer = answer;
    }

    @Override
    public void accept(Event event) {
        if (over) return;
        switch (event) {
            case Event.Received(byte[] bytes) -> received(bytes);
            case Event.Lost _ -> giveUp();
            default -> {
            }
        }
    }

    private void received(byte[] bytes) {
        said.feed(bytes);
        try {
            for (Optional<PeerReply> reply = said.next(); reply.isPresent() && !over; reply = said.next())
                replied(reply.get());
        } catch (ReplyReader.Garbage garbage) {
            throw new AssertionError("nonsense from a server of ours", garbage);
        }
    }

    private void replied(PeerReply reply) {
        line.send((commands[replies] + "\r\n").getBytes(StandardCharsets.US_ASCII));
        replies++;
        if (replies == commands.length) end(Optional.of(reply.code() != BUSY));
    }

    /** It takes too long, or can't be. */
    void giveUp() {
        if (!over) end(Optional.empty());
    }

    private void end(Optional<Boolean> free) {
        over = true;
        line.close();
        answer.accept(free);
    }
}
