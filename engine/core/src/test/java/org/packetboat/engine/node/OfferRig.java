package org.packetboat.engine.node;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.packetboat.engine.sim.SimRoutes.policy;
import static org.packetboat.engine.sim.SimRoutes.route;
import static org.packetboat.engine.sim.SimRoutes.with;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.sim.HandLink.HandSession;
import org.packetboat.engine.sim.Rig;

/** Large mail, offers, and those who ask; above 10,000 bytes mail for site east is offered there. */
abstract class OfferRig {
    static final int MOST = 10_000;
    static final int LARGE = 10_001;
    static final Pattern ASK = Pattern.compile("packetboat request (offer-\\S+@hub\\.example)\r\n");

    static Route offering(Route route, long most) {
        return route.on(route.terms().with(new LargeMail.Offered(most)));
    }

    static Route east() {
        return offering(route("east", "east.example", "south.example"), MOST);
    }

    static Policy offers() {
        return policy(east(), route("back", "x.example"));
    }

    static byte[] drawings() {
        byte[] text = new byte[LARGE];
        Arrays.fill(text, (byte) 'x');
        byte[] header = "From: s@x.example\r\nSubject: Drawings of the bridge\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(header, 0, text, 0, header.length);
        return text;
    }

    static QueueId large(Rig rig, String... to) {
        return rig.accept(Rig.submission("s@x.example", to), drawings());
    }

    /** How many sessions have taken their mail. */
    private int seen;

    /** What a session is handed, in order; it takes all of it, and is at its end then. */
    static List<Envelope> handed(HandSession session) {
        List<Envelope> all = new ArrayList<>();
        for (Optional<Transfer> next = session.next(); next.isPresent(); next = session.next()) {
            all.add(next.get().envelope());
            session.deliver(next.get().envelope());
        }
        session.end(new Ending.Finished());
        return all;
    }

    /** All that goes now, in all sessions. */
    List<Envelope> sent(Rig rig) {
        List<Envelope> all = new ArrayList<>();
        rig.pass(Duration.ofSeconds(1));
        while (seen < rig.line.sessions().size()) {
            all.addAll(handed(rig.line.sessions().get(seen++)));
            rig.pass(Duration.ofSeconds(1));
        }
        return all;
    }

    static List<QueueId> ids(List<Envelope> envelopes) {
        return envelopes.stream().map(e -> e.message().id()).toList();
    }

    /** The address to which one writes for what was offered. */
    static String ask(String offer) {
        Matcher ask = ASK.matcher(offer);
        assertTrue(ask.find(), offer);
        return ask.group(1);
    }

    /** The texts of the offers that wait. */
    static List<String> offers(Rig rig) {
        return rig.queue.domains().stream().flatMap(domain -> waiting(rig, domain.domain()).stream())
                .filter(e -> e.message().origin().equals("offer")).map(e -> rig.text(e.message())).distinct().toList();
    }

    static List<Envelope> waiting(Rig rig, Domain domain) {
        List<Envelope> found = new ArrayList<>();
        OrderCursor walk = rig.queue.walk(domain);
        for (; walk.peek().isPresent(); walk.skip())
            rig.queue.envelope(walk.peek().get().id()).ifPresent(found::add);
        return found;
    }

    static Receipt ask(Rig rig, String from, String address, String header) {
        return rig.submit(Rig.submission(from, address), (header + "\r\nPlease.\r\n").getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    static String refusal(Receipt receipt) {
        return receipt instanceof Receipt.Rejected(Reply why) ? why.toString() : "taken";
    }

    static Submission notBefore(Rig rig, Duration later) {
        return Rig.submission("s@x.example", "a@east.example").with(new SubmissionOptions(Priority.NORMAL,
                Optional.of(rig.clock.now().plus(later)), Optional.empty(), Optional.empty(), Optional.empty()));
    }
}
