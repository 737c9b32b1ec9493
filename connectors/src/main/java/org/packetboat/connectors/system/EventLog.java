package org.packetboat.connectors.system;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.packetboat.connectors.log.Repeats;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.settle.Endings;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.status.Watcher;
import org.packetboat.engine.text.Quoted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line for each event, {@code key=value}, the queue id first, so that {@code grep ID} tells a message's story.
 * What goes on is one line and, once an hour, one with a count: a site that is not reached, calls that carry nothing,
 * mail that is put off with the same reply, windows missed by the same site. Windows that open and close are no news.
 * At level DEBUG there is a line each time.
 */
public final class EventLog implements Watcher {
    private static final int SHOWN = 5;

    private final Logger log;
    private final Repeats unreached;
    private final Repeats idle;
    private final Repeats putOff;
    private final Repeats missed;
    /** Sites of sessions under way that have taken or refused something. */
    private final Set<String> carried = ConcurrentHashMap.newKeySet();

    public EventLog() {
        this(LoggerFactory.getLogger("org.packetboat.mail"), System::nanoTime);
    }

    /** @param nanos elapsed time */
    EventLog(Logger log, LongSupplier nanos) {
        this.log = log;
        this.unreached = new Repeats(nanos);
        this.idle = new Repeats(nanos);
        this.putOff = new Repeats(nanos);
        this.missed = new Repeats(nanos);
    }

    @Override
    public void on(StatusEvent event) {
        switch (event) {
            case StatusEvent.SessionOpened e when unreached.lasts(e.site()) || idle.lasts(e.site()) -> log.debug("{}",
                    line(e));
            case StatusEvent.SessionEnded e -> ended(e);
            case StatusEvent.Deferred e -> again(putOff, deferral(e.id(), e.recipient()), e.reply().toString(), e);
            case StatusEvent.WindowMissed e -> again(missed, e.site(), "missed", e);
            default -> {
                told(event);
                forget(event);
            }
        }
    }

    /** A session after which nothing is elsewhere than before is no news if the one before was like it. */
    private void ended(StatusEvent.SessionEnded event) {
        String site = event.site();
        if (event.how().startsWith(Endings.UNREACHED)) {
            again(unreached, site, event.how(), event);
            return;
        }
        unreached.over(site);
        if (!carried.remove(site) && event.figures().mailIn() == 0) {
            again(idle, site, event.how(), event);
            return;
        }
        idle.over(site);
        missed.over(site);
        told(event);
    }

    private void told(StatusEvent event) {
        log.atLevel(level(event)).log(() -> line(event));
    }

    private void again(Repeats repeats, String thing, String what, StatusEvent event) {
        OptionalLong count = repeats.happened(thing, what);
        if (count.isEmpty()) log.debug("{}", line(event));
        else log.atLevel(level(event)).log(() -> line(event) + Repeats.times(count.getAsLong()));
    }

    private static String deferral(EnvelopeId id, Address recipient) {
        return id + " " + recipient;
    }

    private void settled(String site, EnvelopeId id, Address recipient) {
        carried.add(site);
        putOff.over(deferral(id, recipient));
    }

    /** What has come to its end is not put off any more. */
    private void forget(StatusEvent event) {
        switch (event) {
            case StatusEvent.Delivered e -> settled(e.site(), e.id(), e.recipient());
            case StatusEvent.Refused e -> settled(e.site(), e.id(), e.recipient());
            case StatusEvent.Expired e -> putOff.over(deferral(e.id(), e.recipient()));
            default -> {
                // of a deleted envelope, what is kept in mind goes with its age
            }
        }
    }

    /**
     * What comes for each message besides its outcome, and what comes by the timetable, is for those who look closely.
     * A warning is what somebody should look at in the morning; an error is what was lost.
     */
    private static Level level(StatusEvent event) {
        return switch (event) {
            case StatusEvent.Sending _, StatusEvent.Progress _ -> Level.DEBUG;
            case StatusEvent.WindowOpened _, StatusEvent.WindowClosed _ -> Level.DEBUG;
            case StatusEvent.Died _, StatusEvent.EventsLost _ -> Level.ERROR;
            case StatusEvent.Trouble _, StatusEvent.NameReused _ -> Level.WARN;
            case StatusEvent.WindowMissed _, StatusEvent.BatchMissed _, StatusEvent.Overdue _ -> Level.WARN;
            default -> Level.INFO;
        };
    }

    static String line(StatusEvent event) {
        return switch (event) {
            case StatusEvent.Accepted e -> accepted(e);
            case StatusEvent.Repeated e -> "id=" + e.message() + " event=repeat name=" + value(e.name()) + " origin="
                    + value(e.origin()) + " to=" + some(e.recipients());
            case StatusEvent.NameReused e -> "id=" + e.message() + " event=name-reused name=" + value(e.name())
                    + " before=" + e.before() + " origin=" + value(e.origin());
            case StatusEvent.Delivered e -> "id=" + e.id() + " event=delivered to=" + value(e.recipient()) + " site="
                    + value(e.site()) + " age=" + seconds(e.age()) + reply(e.reply());
            case StatusEvent.Relayed e -> "id=" + e.id() + " event=relayed to=" + value(e.recipient()) + " site="
                    + value(e.site()) + " awaited=" + e.awaited() + " age=" + seconds(e.age()) + reply(e.reply());
            case StatusEvent.Deferred e -> "id=" + e.id() + " event=deferred to=" + value(e.recipient()) + " site="
                    + value(e.site()) + " next=" + e.next() + reply(e.reply());
            case StatusEvent.Refused e ->
                "id=" + e.id() + " event=refused to=" + value(e.recipient()) + " site=" + value(e.site())
                        + reply(e.reply());
            case StatusEvent.Expired e -> "id=" + e.id() + " event=expired to=" + value(e.recipient())
                    + e.lastReply().map(EventLog::reply).orElse("");
            case StatusEvent.Overdue e -> "id=" + e.id() + " event=overdue deliver-by=" + e.deliverBy();
            case StatusEvent.Handled e -> "id=" + e.id() + " event=" + e.what();
            case StatusEvent.Deleted e -> "id=" + e.id() + " event=deleted";
            case StatusEvent.Withdrawn e -> "id=" + e.id() + " event=withdrawn why=" + quoted(e.why());
            case StatusEvent.BatchStage e -> "id=" + e.message() + " event=batch-stage batch=" + quoted(e.name())
                    + " stage=" + e.stage() + " of=" + e.stages() + " what=" + quoted(e.what());
            case StatusEvent.NoticeSent e -> "id=" + e.message() + " event=notice kind=" + e.kind() + " notice="
                    + e.notice() + " to=" + value(e.to());
            case StatusEvent.Died e -> "id=" + e.id() + " event=dead why=" + quoted(e.why());
            case StatusEvent.SessionOpened e -> "event=session-opened site=" + value(e.site()) + " link=" + e.link();
            case StatusEvent.SessionEnded e ->
                "event=session-ended site=" + value(e.site()) + " link=" + e.link() + " took="
                        + seconds(e.lasted()) + " envelopes=" + e.envelopes() + " bytes=" + e.bytes() + " how="
                        + quoted(e.how()) + figures(e)
                        + e.charge().map(charge -> " charge=" + quoted(charge.toString())).orElse("");
            case StatusEvent.WindowOpened e -> "event=window-opened site=" + value(e.site()) + " closes=" + e.closes();
            case StatusEvent.WindowClosed e -> "event=window-closed site=" + value(e.site());
            case StatusEvent.WindowMissed e ->
                "event=window-missed site=" + value(e.site()) + " waiting=" + e.envelopes()
                        + e.lastReply().map(EventLog::reply).orElse("");
            case StatusEvent.Sending e -> "id=" + e.id() + " event=sending site=" + value(e.site()) + " recipients="
                    + e.recipients() + " size=" + e.bytes();
            case StatusEvent.Progress e ->
                "id=" + e.id() + " event=progress site=" + value(e.site()) + " done=" + e.done()
                        + " size=" + e.bytes();
            case StatusEvent.EventsLost e -> "event=events-lost reader=" + quoted(e.reader()) + " count=" + e.count();
            case StatusEvent.BatchMissed e ->
                "event=batch-missed batch=" + quoted(e.name()) + " site=" + value(e.site())
                        + " waiting=" + e.envelopes() + e.lastReply().map(EventLog::reply).orElse("");
            case StatusEvent.Trouble e -> "event=trouble what=" + quoted(e.what());
        };
    }

    private static String accepted(StatusEvent.Accepted e) {
        Message m = e.about();
        return "id=" + m.id() + " event=accepted from=" + Quoted.value("<" + sender(m.sender()) + ">") + " size="
                + m.size() + " recipients="
                + e.recipients() + " domains=" + some(e.destinations()) + " origin="
                + Quoted.value(m.origin())
                + m.batch().map(b -> " batch=" + quoted(b)).orElse("")
                + e.heading().messageId().map(id -> " message-id=" + value(id)).orElse("");
    }

    private static String some(List<?> all) {
        int more = all.size() - SHOWN;
        return Quoted.value(all.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(",")))
                + (more > 0 ? ",+" + more : "");
    }

    private static String value(Object text) {
        return Quoted.value(text.toString());
    }

    private static String sender(Optional<Address> sender) {
        return sender.map(Address::toString).orElse("");
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + "." + duration.toMillisPart() / 100 + "s";
    }

    private static String figures(StatusEvent.SessionEnded e) {
        return e.figures().equals(SessionFigures.NONE) ? "" : " " + e.figures().text(e.lasted());
    }

    private static String reply(Reply reply) {
        return " reply=" + quoted(reply.toString());
    }

    private static String quoted(String text) {
        return '"' + Quoted.inner(text) + '"';
    }
}
