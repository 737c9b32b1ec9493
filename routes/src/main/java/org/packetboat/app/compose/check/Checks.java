package org.packetboat.app.compose.check;

import java.time.Instant;
import java.util.List;
import org.packetboat.app.config.Configuration;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.yaml.Problem;
import org.packetboat.schedules.yaml.Problems;

/** All checks there are. A new one is a class, a line here and a folder of {@code src/test/check}. */
public final class Checks {
    /** At each start, too: they cost nothing and ask nobody. */
    private static final List<Check> AT_START = List.of(new ServerLinks(), new KnownSites(), new LinkPrograms(),
            new DeliveryRuleUse());

    /** By {@code packetboat check} alone: some take seconds. */
    private static final List<Check> BEFORE = List.of(new TlsUse(), new LocalDomains(), new OpenRelay(),
            new NoRoutes(), new OwnPort(), new OwnNode(), new Folders(), new Listening(), new MailSizes(),
            new Certificates(), new Hosts(), new MailFilters(), new SharedSessions(), new RecipientSources());

    private Checks() {}

    /** What is told at each start. An error keeps the server from starting. */
    public static List<Problem> atStart(Configuration configuration, Schedules schedules, Instant now) {
        return look(AT_START, new Subject(configuration, schedules, new SystemMachine(false, true), now));
    }

    /** What is told besides to whoever asks beforehand. */
    public static List<Problem> before(Configuration configuration, Schedules schedules, CheckedMachine machine,
            Instant now) {
        return look(BEFORE, new Subject(configuration, schedules, machine, now));
    }

    private static List<Problem> look(List<Check> checks, Subject subject) {
        Problems problems = new Problems();
        checks.forEach(check -> check.look(subject, problems));
        return problems.list();
    }
}
