package org.packetboat.engine.resend;

import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Reporting.KeepSettled;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/** A head office that keeps for two days what its sites have taken. */
abstract class ResendRig {
    static final Duration DAYS = Duration.ofDays(2);
    /** A site that was called is not called again at once. */
    private static final Duration REST = Duration.ofSeconds(30);
    static final Outcome DELIVERED = new Outcome.Delivered(new Reply(250, "2.0.0", "Ok"), false);
    static final Outcome LATER = new Outcome.Deferred(new Reply(450, "4.2.1", "Not now"));

    static Policy keeping(Duration time, long bytes) {
        Policy usual = policy(route("east", "east.example"), route("west", "west.example"),
                route("back", "x.example"));
        return usual.with(usual.reporting().keeping(new KeepSettled(time, bytes)));
    }

    final Rig rig = new Rig(keeping(DAYS, 1 << 20));
    private int seen;

    /** All that goes now, in all sessions; what becomes of it. */
    List<Envelope> sent(Function<Recipient, Outcome> outcomes) {
        List<Envelope> all = new ArrayList<>();
        rig.pass(REST);
        for (; seen < rig.line.sessions().size(); rig.pass(REST)) {
            HandSession session = rig.line.sessions().get(seen++);
            for (Optional<Transfer> next = session.next(); next.isPresent(); next = session.next()) {
                Envelope e = next.get().envelope();
                all.add(e);
                Map<Recipient, Outcome> what = e.recipients().stream().collect(Collectors.toMap(r -> r, outcomes));
                session.settle(e, what);
            }
            session.end(new Ending.Finished());
        }
        return all;
    }

    List<Envelope> sent() {
        return sent(_ -> DELIVERED);
    }

    static List<String> to(List<Envelope> envelopes) {
        return envelopes.stream().flatMap(e -> e.recipients().stream()).map(r -> r.address().toString()).sorted()
                .toList();
    }

    String resend(String site, Instant since) {
        return resend(new Resend(site, since, false, false));
    }

    String resend(Resend what) {
        return rig.say(answer -> rig.node.operator().resend(what, answer));
    }

    long bodies() {
        long[] count = {0};
        try (Store.Cursor cursor = rig.store.scan(Family.BODIES, new byte[0], new byte[]{-1})) {
            while (cursor.next())
                count[0]++;
        }
        return count[0];
    }
}
