package org.packetboat.protocols.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.mail.TraceDate;
import org.packetboat.protocols.smtp.server.port.Claims;
import org.packetboat.protocols.smtp.server.port.PickUp;
import org.packetboat.protocols.smtp.server.port.SmtpServerLog;
import org.packetboat.protocols.smtp.server.port.Wire;
import org.packetboat.protocols.smtp.syntax.Network;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;

/** A dialogue of a test with a session: what the client says, and what it must hear. */
public final class Talk {
    static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");
    static final SmtpPolicy POLICY = policy(SmtpLimits.STANDARD);

    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Queue<Runnable> heldBack = new ArrayDeque<>();
    /** For how long answers were held back. */
    final Queue<Duration> delays = new ArrayDeque<>();
    private final StringBuilder heard = new StringBuilder();
    private final Split split;
    final SmtpSession session;
    /** What was put aside while {@link #holdsAside}. */
    final Queue<Runnable> aside = new ArrayDeque<>();
    boolean holdsAside;
    boolean closed;
    boolean secured;
    boolean turned;
    /** Whom the other end said it speaks for. */
    String spokenFor = "";
    /** Whether whoever is spoken for has connections enough. */
    boolean crowded;

    private Talk(SmtpService service, String client, Split split) {
        this.split = split;
        this.session = new SmtpSession(service, InetAddress.ofLiteral(client), new Recorder(), NOW);
        session.opened();
    }

    static SmtpPolicy policy(SmtpLimits limits) {
        return new SmtpPolicy(new Domain("hub.example.com"), List.of(Network.parse("10.0.0.0/8")), limits);
    }

    static SmtpService service(FakeIntake intake, SmtpPolicy policy) {
        return new SmtpService(policy, intake, domain -> domain.name().equals("example.com"), false,
                Optional.empty(), new TraceDate(), PickUp.NONE, Claims.NONE, SmtpServerLog.NONE);
    }

    /** A client that may relay has connected and said EHLO. */
    static Talk trusted(FakeIntake intake, Split split) {
        return with(service(intake, POLICY), "10.1.2.3", split);
    }

    /** Some client has connected and said EHLO. */
    static Talk stranger(FakeIntake intake, Split split) {
        return with(service(intake, POLICY), "192.0.2.7", split);
    }

    static Talk with(SmtpService service, String client, Split split) {
        return fresh(service, client, split).greeted();
    }

    /** A client has connected and said nothing. */
    static Talk fresh(SmtpService service, String client, Split split) {
        return begun(service, client, split).expect("220 hub.example.com ESMTP Packetboat");
    }

    /** A client has connected, and heard a greeting. */
    static Talk begun(SmtpService service, String client, Split split) {
        return new Talk(service, client, split);
    }

    /** Says EHLO, and does not look at what is offered. */
    Talk greeted() {
        send("EHLO client.example.org\r\n");
        assertTrue(heard.toString().startsWith("250-hub.example.com greets client.example.org\r\n"), heard.toString());
        heard.setLength(0);
        return this;
    }

    /** Opens a message from a@example.org to b@example.com. */
    Talk envelope() {
        return send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.com>\r\n")
                .expect("250 2.1.0 Ok", "250 2.1.5 Ok");
    }

    /** Opens a message, and says DATA. */
    Talk data() {
        return envelope().send("DATA\r\n").expect("354 End data with <CR><LF>.<CR><LF>");
    }

    /** Sends lines, each with its CRLF. */
    Talk lines(String... lines) {
        return send(String.join("\r\n", lines) + "\r\n");
    }

    /** Sends text as it stands. */
    Talk send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Talk send(byte[] bytes) {
        for (byte[] piece : split.divide(bytes)) {
            session.received(piece, NOW);
            settle();
        }
        return this;
    }

    /** Lets what was put off to later happen. */
    Talk settle() {
        while (!later.isEmpty())
            later.remove().run();
        return this;
    }

    /** The time of answers that are held back is over. */
    Talk release() {
        while (!heldBack.isEmpty())
            heldBack.remove().run();
        return settle();
    }

    /** Everything heard since the last call, no more and no less. */
    Talk expect(String... lines) {
        String wanted = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
        assertEquals(wanted, heard());
        return this;
    }

    String heard() {
        String all = heard.toString();
        heard.setLength(0);
        return all;
    }

    Talk expectClosed() {
        assertTrue(closed, "the connection is still open");
        return this;
    }

    Talk expectOpen() {
        assertFalse(closed, "the connection is closed");
        return send("NOOP\r\n").expect("250 2.0.0 Ok");
    }

    private final class Recorder implements Wire {
        @Override
        public void send(byte[] bytes) {
            heard.append(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void turn(PickUp.Turn.Ready ready) {
            turned = true;
        }

        @Override
        public boolean speaksFor(InetAddress client) {
            spokenFor = client.getHostAddress();
            return !crowded;
        }

        @Override
        public void secure() {
            secured = true;
        }

        @Override
        public void later(Runnable work) {
            later.add(work);
        }

        @Override
        public void later(Duration delay, Runnable work) {
            delays.add(delay);
            heldBack.add(work);
        }

        @Override
        public void aside(Runnable work) {
            if (holdsAside) aside.add(work);
            else work.run();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
