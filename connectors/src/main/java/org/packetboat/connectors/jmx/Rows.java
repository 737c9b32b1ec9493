package org.packetboat.connectors.jmx;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.packetboat.connectors.watch.SiteTotals;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.forward.SessionStatus;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.DeliverBy;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.node.BatchSite;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.node.ExpectedEnvelope;
import org.packetboat.engine.node.RouteStatus;
import org.packetboat.engine.queue.ledger.BatchSummary;
import org.packetboat.engine.queue.ledger.LedgerEntry;
import org.packetboat.engine.queue.ledger.StagedSend;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.choice.RouteState;
import org.packetboat.engine.site.SiteLoad;
import org.packetboat.engine.status.ReaderStanding;
import org.packetboat.engine.tariff.CallPrice;

/** The engine's values as rows of plain texts and numbers. */
final class Rows {
    private Rows() {}

    static DomainRow of(DomainStatus s) {
        return new DomainRow(s.domain().name(), s.site().orElse(""), s.state(), s.hops(), s.depth(), s.bytes(),
                text(s.oldest()),
                text(s.next()), text(s.arrival()), text(s.lastReply()), text(s.trouble()), text(s.choice()));
    }

    static EnvelopeRow of(ExpectedEnvelope expected) {
        Envelope e = expected.envelope();
        return new EnvelopeRow(e.id().toString(), e.destination().name(), text(e.message().sender()),
                e.recipients().stream().map(r -> r.address().toString()).toList(), e.priority().value(),
                e.message().size(), e.message().arrived().toString(), due(e), e.expires().toString(),
                e.attempts(), e.held(), e.message().batch().orElse(""), text(e.lastReply()), text(expected.arrival()),
                text(expected.trouble()));
    }

    /** Empty where it waits for no time: for its stage, or for a session that is under way anyway. */
    private static String due(Envelope e) {
        return e.attempts() == 0 && (e.waitsForStage() || e.goesAlong()) ? "" : e.due().toString();
    }

    /** @param steered what steers its messages, the oldest first */
    static BatchRow of(BatchSummary b, List<StagedSend> steered) {
        return new BatchRow(b.name(), b.started().toString(), b.sites(), b.waiting(), b.delivered(), b.late(),
                b.failed(), steered.isEmpty() ? "" : steered.getLast().said(), b.relayed());
    }

    static BatchSiteRow of(BatchSite s) {
        LedgerEntry e = s.entry();
        return new BatchSiteRow(e.domain().name(), s.site(), s.state().name().toLowerCase(Locale.ROOT), e.recipients(),
                s.done(), e.size(), text(e.deliverBy().map(DeliverBy::at)), text(s.expected()), text(e.settled()),
                s.trouble().map(t -> e.reply().map(r -> t + " (" + r + ")").orElse(t)).orElse(text(e.reply())),
                e.id().toString());
    }

    /** A time that limits something; empty if it is none. */
    static String bound(Instant time) {
        return time.equals(Instant.MIN) || time.equals(Instant.MAX) ? "" : time.toString();
    }

    /** When the first of it has to be there: that nobody has looked yet is told, too. */
    static String by(SiteLoad load) {
        return load.by().equals(SiteLoad.UNKNOWN) ? load.by().toString() : bound(load.by());
    }

    static EventReaderRow of(ReaderStanding r) {
        return new EventReaderRow(r.name(), r.open(), r.behind(), text(r.since()), r.next());
    }

    static RouteRow of(RouteStatus s, SiteTotals carried) {
        String state = switch (s.state()) {
            case RouteState.Open _ -> "open";
            case RouteState.Available() -> "available";
            case RouteState.Unavailable() -> "unavailable";
        };
        return new RouteRow(s.route().site(),
                s.route().domains().stream().map(DomainPattern::text).collect(Collectors.joining(" ")),
                s.route().link(), s.route().windowName(), state, s.state().hops(), text(s.opens()), text(s.closes()),
                s.depth(), s.inSession(), text(s.lastReply()), carried.mail(), carried.wire(), carried.ratio(),
                s.calls().lastDay(), s.calls().lasted().plusSeconds(59).toMinutes(),
                text(s.price().map(CallPrice::rates)),
                text(s.price().flatMap(CallPrice::until)), text(s.price().map(CallPrice::call)),
                text(s.data().stream().findFirst().map(DataUse::words)),
                text(s.data().stream().findFirst().map(DataUse::until)));
    }

    static SessionRow of(SessionStatus s, Instant now) {
        SessionFigures f = s.figures();
        return new SessionRow(s.site(), s.link(), s.began().toString(), s.envelopes(), s.bytes(),
                s.progress().map(p -> p.id().toString()).orElse(""), s.progress().map(p -> p.done()).orElse(0L),
                s.progress().map(p -> p.size()).orElse(0L), text(s.progress().flatMap(p -> p.end())), f.place().port(),
                f.place().number(), f.direction(), f.place().rate(), f.wireOut(), f.wireIn(), f.mailIn(), f.resent(),
                f.compression(), f.efficiency(Duration.between(s.began(), now)), s.parked());
    }

    static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }
}
