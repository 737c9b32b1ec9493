package org.packetboat.protocols.smtp.server;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.Line;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.mail.TraceDate;
import org.packetboat.protocols.smtp.server.port.Claims;
import org.packetboat.protocols.smtp.server.port.PickUp;
import org.packetboat.protocols.smtp.server.port.SmtpServerLog;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;

/** The server's side of an SMTP connection over any line, such as a simulated one, without TLS. */
public final class LineServer {
    private LineServer() {}

    /**
     * Speaks with somebody who may send to anywhere, from now on.
     *
     * @param name how it introduces itself
     * @return where what happens on the line goes
     */
    public static Consumer<Event> on(Line line, Domain name, Intake intake, InstantSource clock) {
        InetAddress peer = InetAddress.getLoopbackAddress();
        SmtpPolicy policy = new SmtpPolicy(name, List.of(), SmtpLimits.STANDARD);
        SmtpService service = new SmtpService(policy, intake, _ -> true, false, Optional.empty(), new TraceDate(),
                PickUp.NONE, Claims.NONE, SmtpServerLog.NONE);
        return new TurnedSession(service, peer, line, clock);
    }
}
