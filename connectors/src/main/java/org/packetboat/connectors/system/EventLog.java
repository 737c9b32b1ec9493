package org.packetboat.connectors.system;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.packetboat.connectors.log.Repeats;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Address;
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
 * One line for each event, {@code key=value}, the queue id first, so that {@code grep ID} tells a message's story. A
 * site that is not reached again and again for one reason is told of once an hour, with a count; at level DEBUG, each
 * time.
 */
public final class EventLog implements Watcher {
    private static final int SHOWN = 5;

    private final Logger log;
    private final Repeats unreached;

    public EventLog() {
        this(LoggerFactory.getLogger("org.packetboat.mail"), new Repeats());
    }

    EventLog(Logger log, Repeats unreached) {
        this.log = log;
        this.unreached = unreached;
    }

    @Override
    public void on(StatusEvent event) {
        switch (event) {
            case StatusEvent.SessionOpened e when unreached.lasts(e.site()) -> log.debug("{}", line(e));
            case StatusEvent.SessionEnded e when e.how().startsWith(Endings.UNREACHED) -> notReached(e);
            case StatusEvent.SessionEnded e -> {
                unreached.over(e.site());
                told(e);
            }
            default -> told(event);
        }
    }

    private void told(StatusEvent event) {
        log.atLevel(level(event)).log(() -> line(event));
    }

    private void notReached(StatusEvent.SessionEnded event) {
        unreached.happened(event.site(), event.how()).ifPresentOrElse(
                count -> log.info("{}{}", line(event), Repeats.times(count)), () -> log.debug("{}", line(event)));
    }

    /** What comes for each message besides its outcome is for those who look closely; what was lost, for everybody. */
    private static Level level(StatusEvent event) {
        return switch (event) {
            case StatusEvent.Sending _, StatusEvent.Progress _ -> Level.DEBUG;
            case StatusEvent.Died _, StatusEvent.EventsLost _ -> Level.ERROR;
            case StatusEvent.Trouble _, StatusEvent.NameReused _ -> Level.WARN;
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
                        + quoted(e.how()) + figures(e);
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
