package org.packetboat.engine.sim;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.Temper.Mishap;

/**
 * One session of a {@link SimLink}: dials, then asks, carries and settles until nothing is left, it is stopped, or the
 * mishap of its temper happens. Carries one transfer after the other; answers may lag behind by a few.
 */
final class SimSession implements Link.Session {
    private static final Reply NO_ANSWER = new Reply(450, "4.4.1", "No answer");
    private static final Reply LINE_LOST = new Reply(450, "4.4.2", "Line lost");

    private final SimLink link;
    private final Supply supply;
    private final Temper temper;
    private final Deque<Transfer> unanswered = new ArrayDeque<>();
    private final OrderWatch order = new OrderWatch();
    private Optional<Transfer> carrying = Optional.empty();
    private Optional<String> stopping = Optional.empty();
    private int carried;
    private boolean asking;
    private boolean nothingLeft;
    private boolean over;

    /** @param supply what this session gets */
    SimSession(SimLink link, Function<Link.Session, Supply> supply, Temper temper) {
        this.link = link;
        this.supply = supply.apply(this);
        this.temper = temper;
    }

    void dial() {
        soon(1 + link.random.nextInt(40_000), () -> {
            if (temper.mishap() == Mishap.UNREACHED) end(new Ending.Unreached(NO_ANSWER));
            else goOn();
        });
    }

    @Override
    public void stop(boolean now, String why) {
        if (over) return;
        stopping = Optional.of(why);
        soon(link.random.nextInt(50), () -> {
            if (now && carrying.isPresent()) interrupt(carrying.get());
            goOn();
        });
    }

    private void interrupt(Transfer transfer) {
        carrying = Optional.empty();
        settle(transfer, outcome(transfer, new Outcome.Interrupted(link.random.nextInt(2000), LINE_LOST)));
    }

    /** Asks for more, or ends, if there is no more to wait for. */
    private void goOn() {
        boolean full = unanswered.size() >= temper.window();
        boolean done = nothingLeft || stopping.isPresent();
        if (carrying.isPresent() || asking || full && !done) return;
        if (done && unanswered.isEmpty()) {
            end(stopping.<Ending>map(Ending.Stopped::new).orElseGet(Ending.Finished::new));
        } else if (!done) {
            ask();
        }
    }

    private void ask() {
        if (happens(Mishap.EARLY_END)) {
            nothingLeft = true;
            goOn();
            return;
        }
        asking = true;
        supply.next(transfer -> soon(link.random.nextInt(20), () -> offered(transfer)));
        if (happens(Mishap.LOST_WHILE_ASKING)) end(new Ending.Dropped(LINE_LOST));
    }

    private boolean happens(Mishap mishap) {
        return temper.mishap() == mishap && carried >= temper.after();
    }

    private void offered(Optional<Transfer> transfer) {
        asking = false;
        nothingLeft = transfer.isEmpty();
        transfer.ifPresent(this::carry);
        goOn();
    }

    private void carry(Transfer transfer) {
        link.take(this, transfer.envelope());
        if (link.calm) order.offered(transfer.envelope(), link.clock.now());
        carrying = Optional.of(transfer);
        supply.progress(transfer.envelope().id(), transfer.body().size() / 2);
        long time = 1 + transfer.body().size() * 1000 / temper.rate();
        soon(time, () -> carrying.filter(transfer::equals).ifPresent(this::carried));
    }

    private void carried(Transfer transfer) {
        if (carried < temper.after()) {
            taken(transfer);
            return;
        }
        switch (temper.mishap()) {
            case BROKEN -> interrupt(transfer);
            case NOBODY_TRIED -> nobodyTried(transfer);
            case ANSWER_LOST -> answerLost(transfer);
            case BROKEN_SILENTLY -> {
            }
            case NONE, UNREACHED, EARLY_END, LOST_WHILE_ASKING -> {
                taken(transfer);
                return;
            }
        }
        end(new Ending.Dropped(LINE_LOST));
    }

    private void nobodyTried(Transfer transfer) {
        carrying = Optional.empty();
        settle(transfer, Map.of());
    }

    private void answerLost(Transfer transfer) {
        link.farSide.take(transfer);
        link.farSide.answerLost(transfer);
    }

    private void taken(Transfer transfer) {
        carrying = Optional.empty();
        carried++;
        unanswered.add(transfer);
        Map<Recipient, Outcome> outcomes = link.farSide.take(transfer);
        soon(1 + link.random.nextInt(3000), () -> {
            unanswered.remove(transfer);
            settle(transfer, outcomes);
            goOn();
        });
        goOn();
    }

    private static Map<Recipient, Outcome> outcome(Transfer transfer, Outcome outcome) {
        Map<Recipient, Outcome> outcomes = new HashMap<>();
        transfer.envelope().recipients().forEach(r -> outcomes.put(r, outcome));
        return outcomes;
    }

    private void settle(Transfer transfer, Map<Recipient, Outcome> outcomes) {
        link.inHand.remove(transfer.envelope().id());
        supply.settle(transfer.envelope().id(), outcomes);
    }

    private void end(Ending ending) {
        if (over) return;
        over = true;
        carrying.ifPresent(t -> link.inHand.remove(t.envelope().id()));
        unanswered.forEach(t -> {
            link.inHand.remove(t.envelope().id());
            link.farSide.answerLost(t);
        });
        link.over(this);
        supply.ended(ending);
    }

    private void soon(long millis, Runnable work) {
        link.clock.later(Duration.ofMillis(millis), () -> {
            if (!over) work.run();
        });
    }
}
