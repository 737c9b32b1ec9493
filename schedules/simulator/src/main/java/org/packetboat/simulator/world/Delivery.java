package org.packetboat.simulator.world;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.store.UnreadableException;
import org.packetboat.simulator.world.Temper.Mishap;
import org.packetboat.simulator.world.mail.Paper;

/**
 * One session with the {@link Mailboxes}: asks, carries and settles until nothing is left, it is stopped, or the mishap
 * of its temper happens. Carries one transfer after the other; answers may lag behind by a few.
 */
final class Delivery implements Link.Session {
    private static final Reply NO_ANSWER = new Reply(450, "4.4.1", "nobody opens");
    private static final Reply DAMAGED = new Reply(451, "4.3.0", "this can't be read");
    private static final Reply LOST = new Reply(450, "4.4.2", "session lost");

    private final Mailboxes mailboxes;
    private final Supply supply;
    private final Temper temper;
    private final Deque<Transfer> unanswered = new ArrayDeque<>();
    private Optional<Transfer> carrying = Optional.empty();
    private Optional<String> stopping = Optional.empty();
    private int carried;
    private boolean asking;
    private boolean nothingLeft;
    private boolean over;

    Delivery(Mailboxes mailboxes, Supply supply, Temper temper) {
        this.mailboxes = mailboxes;
        this.supply = supply;
        this.temper = temper;
    }

    void begin() {
        within(50, () -> {
            if (temper.mishap() == Mishap.UNREACHED) end(new Ending.Unreached(NO_ANSWER));
            else goOn();
        });
    }

    @Override
    public void stop(boolean now, String why) {
        if (over) return;
        stopping = Optional.of(why);
        within(50, () -> {
            if (now && carrying.isPresent()) interrupt(carrying.get());
            goOn();
        });
    }

    private void interrupt(Transfer transfer) {
        carrying = Optional.empty();
        Outcome outcome = new Outcome.Interrupted(mailboxes.random().nextInt(2000), LOST);
        Map<Recipient, Outcome> outcomes = new HashMap<>();
        transfer.envelope().recipients().forEach(r -> outcomes.put(r, outcome));
        supply.settle(transfer.envelope().id(), outcomes);
    }

    /** Asks for more, or ends, if there is no more to wait for. */
    private void goOn() {
        boolean full = unanswered.size() >= temper.window();
        boolean done = nothingLeft || stopping.isPresent();
        if (over || carrying.isPresent() || asking || full && !done) return;
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
        supply.next(transfer -> within(30, () -> offered(transfer)));
        if (happens(Mishap.LOST_WHILE_ASKING)) end(new Ending.Dropped(LOST));
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
        if (Paper.isDamaged(transfer.body())) {
            end(new Ending.Dropped(DAMAGED));
            return;
        }
        carrying = Optional.of(transfer);
        supply.progress(transfer.envelope().id(), transfer.body().size() / 2);
        within(200, () -> carrying.filter(transfer::equals).ifPresent(this::carried));
    }

    private void carried(Transfer transfer) {
        boolean goesWrong = carried >= temper.after();
        switch (goesWrong ? temper.mishap() : Mishap.NONE) {
            case BROKEN -> interrupt(transfer);
            case NOBODY_TRIED -> nobodyTried(transfer);
            case ANSWER_LOST -> taken(transfer);
            case BROKEN_SILENTLY -> {
            }
            case NONE, UNREACHED, EARLY_END, LOST_WHILE_ASKING -> {
                answer(transfer, taken(transfer));
                return;
            }
        }
        end(new Ending.Dropped(LOST));
    }

    private void nobodyTried(Transfer transfer) {
        carrying = Optional.empty();
        supply.settle(transfer.envelope().id(), Map.of());
    }

    private Map<Recipient, Outcome> taken(Transfer transfer) {
        carrying = Optional.empty();
        carried++;
        unanswered.add(transfer);
        return mailboxes.take(transfer);
    }

    private void answer(Transfer transfer, Map<Recipient, Outcome> outcomes) {
        within(300, () -> {
            unanswered.remove(transfer);
            supply.settle(transfer.envelope().id(), outcomes);
            goOn();
        });
        goOn();
    }

    private void end(Ending ending) {
        if (over) return;
        over = true;
        unanswered.forEach(mailboxes::answerLost);
        supply.ended(ending);
    }

    private void within(int millis, Runnable work) {
        mailboxes.life().in(Duration.ofMillis(mailboxes.random().nextInt(millis)), () -> guarded(work));
    }

    /** A fault of ours ends the session, and is seen by whoever plays the world. */
    private void guarded(Runnable work) {
        if (over) return;
        try {
            work.run();
        } catch (UnreadableException damaged) {
            end(new Ending.Dropped(DAMAGED)); // meanwhile; the node has heard of it
        } catch (RuntimeException | Error fault) {
            end(new Ending.Dropped(LOST));
            throw fault;
        }
    }
}
