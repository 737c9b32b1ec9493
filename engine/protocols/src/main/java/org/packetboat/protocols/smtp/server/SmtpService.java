package org.packetboat.protocols.smtp.server;

import java.util.Optional;
import java.util.function.Predicate;
import org.packetboat.engine.fleet.BranchReports;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.mail.Domain;
import org.packetboat.protocols.mail.TraceDate;
import org.packetboat.protocols.smtp.filter.Filters;
import org.packetboat.protocols.smtp.server.port.Authenticator;
import org.packetboat.protocols.smtp.server.port.Claims;
import org.packetboat.protocols.smtp.server.port.HarvestGuard;
import org.packetboat.protocols.smtp.server.port.PickUp;
import org.packetboat.protocols.smtp.server.port.SmtpServerLog;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;

/**
 * What all sessions of a server share.
 *
 * @param policy        who it is and what it allows
 * @param intake        where the mail goes
 * @param local         domains that anybody may send to
 * @param tls           whether STARTTLS can be done
 * @param authenticator who knows the passwords; empty where nobody may log in
 * @param dates         writes dates
 * @param pickUp        gives callers the mail that waits for them
 * @param claims        tells other machines of the hub whether they may call a site
 * @param log           told of refusals and trouble
 * @param reports       hears how branches are
 * @param harvest       counts those who name people that do not exist
 * @param filters       are asked about mail before it is taken
 */
public record SmtpService(SmtpPolicy policy, Intake intake, Predicate<Domain> local, boolean tls,
        Optional<Authenticator> authenticator, TraceDate dates, PickUp pickUp, Claims claims, SmtpServerLog log,
        BranchReports reports, HarvestGuard harvest, Filters filters) {
    /** The same, where nobody hears how branches are, nobody is slowed down, and nobody is asked. */
    public SmtpService(SmtpPolicy policy, Intake intake, Predicate<Domain> local, boolean tls,
            Optional<Authenticator> authenticator, TraceDate dates, PickUp pickUp, Claims claims, SmtpServerLog log) {
        this(policy, intake, local, tls, authenticator, dates, pickUp, claims, log, BranchReports.NONE,
                HarvestGuard.NONE, Filters.NONE);
    }

    /** The same, where nobody is asked. */
    public SmtpService(SmtpPolicy policy, Intake intake, Predicate<Domain> local, boolean tls,
            Optional<Authenticator> authenticator, TraceDate dates, PickUp pickUp, Claims claims, SmtpServerLog log,
            BranchReports reports, HarvestGuard harvest) {
        this(policy, intake, local, tls, authenticator, dates, pickUp, claims, log, reports, harvest, Filters.NONE);
    }

    /** The same with these filters. */
    public SmtpService with(Filters others) {
        return new SmtpService(policy, intake, local, tls, authenticator, dates, pickUp, claims, log, reports, harvest,
                others);
    }

    SmtpLimits limits() {
        return policy.limits();
    }

    String name() {
        return policy.serverName().name();
    }

    /** The largest message taken, in bytes. */
    long largest() {
        return Math.min(intake.largestMessage(), policy.rules().largest());
    }

    /** The same for a connection that was turned round (RFC 2645): no TLS, no logins, nobody picks up mail. */
    public SmtpService turned() {
        return new SmtpService(policy.with(ListenerRules.USUAL), intake, local, false, Optional.empty(), dates,
                PickUp.NONE, Claims.NONE, log, BranchReports.NONE, HarvestGuard.NONE, filters);
    }
}
