package org.packetboat.camel.inbound;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where local mail goes only to routes: what no route takes waits until one does, or until msdead. */
public record UnclaimedLink() implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(UnclaimedLink.class);
    private static final Reply NOBODY = new Reply(451, "4.3.5", "no route takes mail for this address");
    private static final Reply BROKEN = new Reply(451, "4.3.0", "local delivery failed");

    @Override
    public Session open(Call call, Supply supply) {
        return serve(supply);
    }

    static Session serve(Supply supply) {
        PuttingOff session = new PuttingOff(supply);
        session.next();
        return session;
    }

    /** Each transfer is over at once; the threads are those of the supply. */
    private static final class PuttingOff implements Session {
        private final Supply supply;
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicReference<Optional<String>> stopped = new AtomicReference<>(Optional.empty());

        PuttingOff(Supply supply) {
            this.supply = supply;
        }

        @Override
        public void stop(boolean now, String why) {
            stopped.compareAndSet(Optional.empty(), Optional.of(why));
        }

        private void next() {
            guarded(() -> supply.next(mail -> guarded(() -> offered(mail))));
        }

        private void guarded(Runnable work) {
            try {
                work.run();
            } catch (RuntimeException bug) {
                LOG.error("event=session-failed", bug);
                end(new Ending.Dropped(BROKEN));
            }
        }

        private void offered(Optional<Transfer> mail) {
            Optional<Ending> end = stopped.get().map(Ending.Stopped::new);
            if (end.isPresent() || mail.isEmpty()) {
                end(end.orElseGet(Ending.Finished::new));
            } else {
                putOff(mail.get());
                next();
            }
        }

        private void end(Ending how) {
            if (!over.getAndSet(true)) supply.ended(how);
        }

        private void putOff(Transfer mail) {
            Map<Recipient, Outcome> outcomes = new HashMap<>();
            mail.envelope().recipients().forEach(r -> outcomes.put(r, new Outcome.Deferred(NOBODY)));
            supply.settle(mail.envelope().id(), outcomes);
        }
    }
}
