package org.packetboat.protocols.login;

import org.packetboat.protocols.modem.Prelude;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import org.packetboat.engine.mail.Reply;

/**
 * Works through a {@link ChatScript}. Ends when its last turn is done, when something expected doesn't come in time, or
 * when the modem reports that the carrier is lost. What the far side says is looked for in its last 4 KiB, without
 * parity bits.
 */
public final class ChatDialogue implements Prelude {
    private static final int MOST_HEARD = 4096;
    private static final String CARRIER_LOST = "\r\nNO CARRIER\r";

    private final Credentials credentials;
    private final Duration patience;
    private final Iterator<ChatScript.Turn> turns;
    private final Deque<ChatText.Piece> saying = new ArrayDeque<>();
    private final StringBuilder heard = new StringBuilder();
    private Iterator<ChatScript.Expect> expects = Collections.emptyIterator();
    private Optional<ChatScript.Turn> turn = Optional.empty();
    private ChatScript.Expect expect;
    private boolean listening;
    private Instant until = Instant.MAX;

    /** @param patience how long to wait for each thing expected */
    public ChatDialogue(ChatScript script, Credentials credentials, Duration patience) {
        this.credentials = credentials;
        this.patience = patience;
        this.turns = script.turns().iterator();
    }

    @Override
    public Step begin(Instant now) {
        nextTurn();
        return listen(NOTHING, now);
    }

    private void nextTurn() {
        ChatScript.Turn next = turns.next();
        turn = Optional.of(next);
        expects = next.expects().iterator();
        expect = expects.next();
    }

    private Step listen(byte[] say, Instant now) {
        listening = true;
        until = now.plus(patience);
        return look(say, now);
    }

    @Override
    public Step heard(byte[] bytes, Instant now) {
        for (byte b : bytes)
            heard.append((char) (b & 0x7f));
        if (heard.length() > MOST_HEARD) heard.delete(0, heard.length() - MOST_HEARD);
        if (heard.indexOf(CARRIER_LOST) >= 0) return new Step.Failed(new Reply(450, "4.4.1", "carrier lost"), false);
        return listening ? look(NOTHING, now) : new Step.Wait(NOTHING, until);
    }

    private Step look(byte[] say, Instant now) {
        int found = heard.indexOf(expect.text());
        if (found < 0) return new Step.Wait(say, until);
        heard.delete(0, found + expect.text().length());
        listening = false;
        saying.addAll(turn.orElseThrow().send().pieces());
        turn = Optional.empty();
        return speak(say, now);
    }

    /** Says what is to be said up to the next pause. */
    private Step speak(byte[] before, Instant now) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before);
        while (!saying.isEmpty()) {
            switch (saying.remove()) {
                case ChatText.Piece.Text(String text) -> out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
                case ChatText.Piece.Login() -> out.writeBytes(credentials.login().getBytes(StandardCharsets.UTF_8));
                case ChatText.Piece.Password() ->
                    out.writeBytes(credentials.password().getBytes(StandardCharsets.UTF_8));
                case ChatText.Piece.Pause(int millis) -> {
                    until = now.plusMillis(millis);
                    return new Step.Wait(out.toByteArray(), until);
                }
            }
        }
        return said(out.toByteArray(), now);
    }

    /** Everything is said: on to what is expected next, which is the rest of this turn's, or of the next. */
    private Step said(byte[] bytes, Instant now) {
        if (turn.isPresent()) return listen(bytes, now);
        if (!turns.hasNext()) return new Step.Through(bytes, rest(), OptionalLong.empty());
        nextTurn();
        return listen(bytes, now);
    }

    private byte[] rest() {
        return heard.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public Step rang(Instant now) {
        if (now.isBefore(until)) return new Step.Wait(NOTHING, until);
        if (!listening) return speak(NOTHING, now);
        if (expect.otherwise().isEmpty() || !expects.hasNext()) return missing();
        listening = false;
        saying.addAll(expect.otherwise().get().pieces());
        expect = expects.next();
        return speak(NOTHING, now);
    }

    private Step missing() {
        return new Step.Failed(new Reply(450, "4.4.1", "login failed: the far side never said \"" + expect.text()
                .replace("\r", "\\r").replace("\n", "\\n") + "\""), false);
    }
}
