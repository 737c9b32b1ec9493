package org.packetboat.connectors.serial;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.mail.Reply;

/** Says something and hangs up when it has heard what it waits for. */
final class TalkSession implements LinkSession {
    final CompletableFuture<String> lost = new CompletableFuture<>();
    final CompletableFuture<String> up = new CompletableFuture<>();
    private final String say;
    private final String until;
    private final StringBuilder heard = new StringBuilder();

    TalkSession(String say, String until) {
        this.say = say;
        this.until = until;
    }

    @Override
    public List<Action> on(Event event, Instant now) {
        return switch (event) {
            case Event.Connected() -> connected();
            case Event.Received(byte[] bytes) -> heard(new String(bytes, StandardCharsets.ISO_8859_1));
            case Event.Lost(String why) -> lost(why);
            case Event.Stop(boolean _, String why) -> List.of(new Action.HangUp(new Ending.Stopped(why)));
            default -> List.of();
        };
    }

    private List<Action> connected() {
        up.complete("up");
        return List.of(new Action.Send(say.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private List<Action> heard(String text) {
        heard.append(text);
        return heard.indexOf(until) < 0 ? List.of() : List.of(new Action.HangUp(new Ending.Finished()));
    }

    private List<Action> lost(String why) {
        lost.complete(why);
        return List.of(new Action.HangUp(new Ending.Dropped(new Reply(421, "4.4.2", why))));
    }
}
