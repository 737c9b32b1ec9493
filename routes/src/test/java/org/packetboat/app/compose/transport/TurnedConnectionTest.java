package org.packetboat.app.compose.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.protocols.Mails.mail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.ScriptedSupply;

/** Mail that a caller fetches by ATRN is made fit for him as for anybody. */
class TurnedConnectionTest {
    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final StringBuilder heard = new StringBuilder();
    private final Transfer eightBit = mail(1, "Subject: hi\r\n\r\nBrötchen\r\n", "b@far.example");
    private final ScriptedSupply supply = new ScriptedSupply(eightBit);
    private final SessionDriver driver = new SessionDriver(SmtpTransport.turned("hub.example").apply("far.example"),
            new Far(), supply, Instant::now);

    /** A caller without 8BITMIME. */
    private final class Far implements Line {
        private boolean data;

        @Override
        public void send(byte[] bytes) {
            String said = new String(bytes, StandardCharsets.UTF_8);
            heard.append(said);
            later(() -> driver.on(new Event.Drained()));
            if (data && !heard.toString().endsWith("\r\n.\r\n")) return;
            data = said.startsWith("DATA");
            say(data ? "354 go" : said.startsWith("QUIT") ? "221 bye" : "250 ok");
        }

        private void say(String line) {
            later(() -> driver.on(new Event.Received((line + "\r\n").getBytes(StandardCharsets.UTF_8))));
        }

        @Override
        public void later(Runnable what) {
            work.add(what);
        }

        @Override
        public void secure() {
            throw new IllegalStateException("a turned connection stays as it is");
        }

        @Override
        public void alarm(Instant at) {
            // nothing is late here
        }

        @Override
        public void close() {
            // nothing to close
        }
    }

    @Test
    void textIsPutIntoSevenBits() throws Exception {
        driver.on(new Event.Connected());
        driver.on(new Event.Received("220 far\r\n".getBytes(StandardCharsets.UTF_8)));
        while (!supply.isEnded()) {
            Runnable next = work.poll(1, TimeUnit.MINUTES);
            next.run();
        }
        assertInstanceOf(Outcome.Delivered.class, supply.outcome(eightBit, "b@far.example"));
        assertTrue(heard.toString().contains("Br=C3=B6tchen"), heard::toString);
        assertEquals(-1, heard.indexOf("ö"));
    }
}
