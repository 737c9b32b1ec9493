package org.packetboat.protocols.smtp.server;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.protocols.smtp.server.port.PickUp;
import org.packetboat.protocols.smtp.server.port.Wire;

/**
 * An SMTP session as server on a line that is up, such as a connection that we made and that was turned round (RFC
 * 2645).
 */
public final class TurnedSession implements Wire, Consumer<Event> {
    private final Line line;
    private final InstantSource clock;
    private final Duration glance;
    private final SmtpSession session;
    private boolean over;

    public TurnedSession(SmtpService service, InetAddress peer, Line line, InstantSource clock) {
        this.line = line;
        this.clock = clock;
        this.glance = service.limits().glance();
        this.session = new SmtpSession(service, new Client(peer, true), this, clock.instant());
        session.opened();
        line.alarm(clock.instant().plus(glance));
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.Received(byte[] bytes) -> session.received(bytes, clock.instant());
            case Event.Lost(String _) -> lost();
            case Event.Rang() -> session.timeIs(clock.instant(), false);
            case Event.Stop(boolean _, String _) -> session.stopping();
            // of no matter here
            case Event.Connected _, Event.Drained _, Event.Offered _ -> {
            }
            case Event.TakenIn _, Event.Secured _, Event.Advised _ -> {
            }
        }
        if (over) line.alarm(Instant.MAX);
        else if (event instanceof Event.Rang) line.alarm(clock.instant().plus(glance));
    }

    private void lost() {
        over = true;
        session.lost();
    }

    @Override
    public void send(byte[] bytes) {
        line.send(bytes);
    }

    @Override
    public void secure() {
        throw new IllegalStateException("TLS is not offered here");
    }

    @Override
    public void later(Runnable work) {
        line.later(work);
    }

    @Override
    public void turn(PickUp.Turn.Ready ready) {
        throw new IllegalStateException("it was turned round before");
    }

    @Override
    public void close() {
        over = true;
        line.close();
    }
}
