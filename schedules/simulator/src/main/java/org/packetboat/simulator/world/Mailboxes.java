package org.packetboat.simulator.world;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.simulator.world.mail.Paper;

/** Where the mail of a node's own people ends. Knows nobody of the name {@code nobody}; has its troubles. */
final class Mailboxes implements Link {
    private static final Reply TAKEN = new Reply(250, "2.0.0", "taken");
    private static final Reply UNKNOWN = new Reply(550, "5.1.1", "nobody of that name");
    private static final Reply LATER = new Reply(451, "4.2.0", "mailbox busy");

    private final String node;
    private final Life life;
    private final Ledger ledger;
    private final SplittableRandom random;
    private final Trouble trouble;

    Mailboxes(String node, Life life, Ledger ledger, SplittableRandom random, Trouble trouble) {
        this.node = node;
        this.life = life;
        this.ledger = ledger;
        this.random = random;
        this.trouble = trouble;
    }

    @Override
    public Session open(Call call, Supply supply) {
        Delivering session = new Delivering(supply);
        life.in(Duration.ofMillis(random.nextInt(50)), session::ask);
        return session;
    }

    private final class Delivering implements Session {
        private final Supply supply;
        private Optional<String> stopped = Optional.empty();

        Delivering(Supply supply) {
            this.supply = supply;
        }

        private void ask() {
            if (stopped.isPresent()) supply.ended(new Ending.Stopped(stopped.get()));
            else supply.next(t -> life.in(Duration.ofMillis(random.nextInt(30)), () -> offered(t)));
        }

        private void offered(Optional<Transfer> transfer) {
            if (transfer.isEmpty()) {
                supply.ended(new Ending.Finished());
                return;
            }
            Map<Recipient, Outcome> outcomes = new HashMap<>();
            Paper paper = Paper.read(transfer.get().body());
            transfer.get().envelope().recipients().forEach(r -> outcomes.put(r, take(r, transfer.get(), paper)));
            life.in(Duration.ofMillis(random.nextInt(200)), () -> {
                supply.settle(transfer.get().envelope().id(), outcomes);
                ask();
            });
        }

        private Outcome take(Recipient recipient, Transfer transfer, Paper paper) {
            if (recipient.address().toString().startsWith("nobody")) return new Outcome.Refused(UNKNOWN);
            if (trouble.happens(random, 20)) return new Outcome.Deferred(LATER);
            ledger.arrived(node, transfer.envelope().id(), recipient.address(), paper);
            return new Outcome.Delivered(TAKEN, false);
        }

        @Override
        public void stop(boolean now, String why) {
            stopped = Optional.of(why);
        }
    }
}
