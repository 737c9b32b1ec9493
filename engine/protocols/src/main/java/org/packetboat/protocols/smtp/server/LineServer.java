package org.packetboat.protocols.smtp.server;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.mail.TraceDate;
import org.packetboat.protocols.smtp.server.port.Claims;
import org.packetboat.protocols.smtp.server.port.PickUp;
import org.packetboat.protocols.smtp.server.port.SmtpServerLog;
import org.packetboat.protocols.smtp.server.port.Wire;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;

/**
 * An SMTP session as server on a line that is up, such as a simulated one, or a connection that we made and that was
 * turned round (RFC 2645). Where TLS is offered on it, the line itself sees to it.
 */
public final class LineServer implements Wire, Consumer<Event> {
    private final Line line;
    private final InstantSource clock;
    private final Duration glance;
    private final Consumer<Runnable> aside;
    private final SmtpSession session;
    private Optional<SessionDriver> turned = Optional.empty();
    private boolean over;

    /** One for which nobody else has to wait. @param peer who may send to anywhere */
    public LineServer(SmtpService service, InetAddress peer, Line line, InstantSource clock) {
        this(service, peer, line, clock, Runnable::run);
    }

    /** @param aside does on another thread what takes time */
    public LineServer(SmtpService service, InetAddress peer, Line line, InstantSource clock,
            Consumer<Runnable> aside) {
        this.line = line;
        this.aside = aside;
        this.clock = clock;
        this.glance = service.limits().glance();
        this.session = new SmtpSession(service, new Client(peer, true, false), this, clock.instant());
        session.opened();
        line.alarm(clock.instant().plus(glance));
    }

    /**
     * Speaks with somebody who may send to anywhere, from now on.
     *
     * @param name how it introduces itself
     * @return where what happens on the line goes
     */
    public static Consumer<Event> on(Line line, Domain name, Intake intake, InstantSource clock) {
        SmtpPolicy policy = new SmtpPolicy(name, List.of(), SmtpLimits.STANDARD);
        SmtpService service = new SmtpService(policy, intake, _ -> true, false, Optional.empty(), new TraceDate(),
                PickUp.NONE, Claims.NONE, SmtpServerLog.NONE);
        return new LineServer(service, InetAddress.getLoopbackAddress(), line, clock);
    }

    @Override
    public void accept(Event event) {
        turned.ifPresentOrElse(client -> client.on(event), () -> serve(event));
    }

    private void serve(Event event) {
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
            case Event.MailWaits _, Event.OthersWait _ -> {
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

    /** Nobody on such a line speaks for others. */
    @Override
    public boolean speaksFor(InetAddress client) {
        return true;
    }

    @Override
    public void secure() {
        // what is above the line does not see it
    }

    @Override
    public void later(Runnable work) {
        line.later(work);
    }

    /** Who may send to anywhere, as everybody here, is not held back. */
    @Override
    public void later(Duration delay, Runnable work) {
        line.later(work);
    }

    @Override
    public void aside(Runnable work) {
        aside.accept(work);
    }

    /** From now on we are the client; the far side greets first. */
    @Override
    public void turn(PickUp.Turn.Ready ready) {
        Link.Session stop = (now, why) -> line.later(() -> accept(new Event.Stop(now, why)));
        SessionDriver client = new SessionDriver(ready.session(), line, ready.supply().apply(stop), clock::instant);
        turned = Optional.of(client);
        client.on(new Event.Connected());
    }

    @Override
    public void close() {
        over = true;
        line.close();
    }
}
