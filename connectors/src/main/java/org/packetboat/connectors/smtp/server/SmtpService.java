package org.packetboat.connectors.smtp.server;

import java.util.Optional;
import java.util.function.Predicate;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.mail.Domain;

/**
 * What all sessions of a server share.
 *
 * @param settings      what the server is to be
 * @param intake        where the mail goes
 * @param local         domains that anybody may send to
 * @param tls           whether STARTTLS can be done
 * @param authenticator who knows the passwords; empty where nobody may log in
 * @param dates         writes dates
 * @param pickUp        gives callers the mail that waits for them
 * @param claims        tells other machines of the hub whether they may call a site
 */
record SmtpService(SmtpServerSettings settings, Intake intake, Predicate<Domain> local, boolean tls,
        Optional<Authenticator> authenticator, TraceDate dates, PickUp pickUp, Claims claims) {
    SmtpLimits limits() {
        return settings.limits();
    }

    String name() {
        return settings.serverName().name();
    }
}
