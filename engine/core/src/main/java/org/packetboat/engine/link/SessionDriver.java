package org.packetboat.engine.link;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Reply;

/**
 * Joins a session to its line and its supply: carries each event in, and each action out. Whatever the session does
 * or the line suffers, the supply hears {@link Supply#ended} exactly once: a session that throws, or whose actions
 * can't be done, is dropped. All calls come from the line's thread, except {@link #stop}.
 */
public final class SessionDriver implements Link.Session {
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);
    private static final Reply BROKEN = new Reply(451, "4.3.0", "the session failed here");

    private final LinkSession session;
    private final Line line;
    private final Supply supply;
    private final Supplier<Instant> clock;
    private final Optional<Intake> intake;
    private boolean over;
    private Instant told = Instant.MIN;
    private long wireOut;
    private long wireIn;
    private long mailIn;
    private long replies;

    /** For a session that only sends. */
    public SessionDriver(LinkSession session, Line line, Supply supply, Supplier<Instant> clock) {
        this(session, line, supply, clock, Optional.empty());
    }

    /** For a session that brings mail, too. */
    public SessionDriver(LinkSession session, Line line, Supply supply, Supplier<Instant> clock, Intake intake) {
        this(session, line, supply, clock, Optional.of(intake));
    }

    private SessionDriver(LinkSession session, Line line, Supply supply, Supplier<Instant> clock,
            Optional<Intake> intake) {
        this.session = session;
        this.line = line;
        this.supply = supply;
        this.clock = clock;
        this.intake = intake;
    }

    /**
     * Hands an event to the session; ignored once the session is over. What the session throws is passed on when the
     * supply has heard of the end.
     */
    public void on(LinkSession.Event event) {
        guarded(() -> hand(event));
    }

    private void later(Runnable work) {
        line.later(() -> guarded(work));
    }

    private void guarded(Runnable work) {
        if (over) return;
        try {
            work.run();
        } catch (RuntimeException | Error broken) {
            dropBroken(broken);
            throw broken;
        }
    }

    private void hand(LinkSession.Event event) {
        if (event instanceof LinkSession.Event.Received(byte[] bytes)) wireIn += bytes.length;
        for (LinkSession.Action action : session.on(event, clock.get())) {
            act(action);
            if (over) return;
        }
        if (session.replies() != replies) supply.active();
        replies = session.replies();
        tellNowAndThen(clock.get());
    }

    /** A broken session lets go of what it holds when it is stopped; nothing else that it says is believed. */
    private void dropBroken(Throwable broken) {
        if (over) return;
        try {
            session.on(new LinkSession.Event.Stop(true, BROKEN.text()), clock.get());
        } catch (RuntimeException | Error again) {
            if (again != broken) broken.addSuppressed(again);
        } finally {
            end(new Ending.Dropped(BROKEN));
        }
    }

    private void tellNowAndThen(Instant now) {
        if (!now.isBefore(told) && now.isBefore(told.plus(TELL_EVERY))) return;
        told = now;
        supply.figures(figures());
    }

    private SessionFigures figures() {
        return session.figures().withWire(wireOut, wireIn).withMail(0, mailIn);
    }

    @Override
    public void stop(boolean now, String why) {
        later(() -> on(new LinkSession.Event.Stop(now, why)));
    }

    @Override
    public void mailWaits(Priority highest) {
        later(() -> on(new LinkSession.Event.MailWaits(highest)));
    }

    @Override
    public void othersWait() {
        later(() -> on(new LinkSession.Event.OthersWait()));
    }

    private void act(LinkSession.Action action) {
        switch (action) {
            case LinkSession.Action.Send(byte[] bytes) -> send(bytes);
            case LinkSession.Action.Secure() -> line.secure();
            case LinkSession.Action.Ask(Demand demand) -> supply.take(demand,
                    transfers -> later(() -> on(new LinkSession.Event.Offered(transfers))));
            case LinkSession.Action.Settle(var id, var outcomes) -> supply.settle(id, outcomes);
            case LinkSession.Action.Progress(var id, long bytes) ->
                supply.progress(id, Math.max(0, bytes - line.unconfirmed()));
            case LinkSession.Action.TakeIn taken ->
                BroughtMail.takeIn(taken, intake.orElseThrow(), clock.get(), receipt -> answer(taken, receipt));
            case LinkSession.Action.Consult(var question) -> question.accept(
                    then -> later(() -> on(new LinkSession.Event.Advised(then))));
            case LinkSession.Action.Alarm(Instant at) -> line.alarm(at);
            case LinkSession.Action.HangUp(Ending ending) -> end(ending);
        }
    }

    private void send(byte[] bytes) {
        wireOut += bytes.length;
        line.send(bytes);
    }

    private void answer(LinkSession.Action.TakeIn taken, Receipt receipt) {
        later(() -> {
            if (receipt instanceof Receipt.Accepted && taken.refusal().isEmpty()) mailIn += taken.body().size();
            on(new LinkSession.Event.TakenIn(taken.ticket(), receipt));
        });
    }

    private void end(Ending ending) {
        over = true;
        try {
            line.close();
            supply.figures(figures());
        } finally {
            supply.ended(ending);
        }
    }
}
