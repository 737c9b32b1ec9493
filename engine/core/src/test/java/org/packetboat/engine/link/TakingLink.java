package org.packetboat.engine.link;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;

/** A link whose far side takes everything, after having looked at it; each session has a thread of its own. */
public final class TakingLink implements Link {
    private static final Outcome TAKEN = new Outcome.Delivered(new Reply(250, "2.0.0", "taken"), false);

    @Override
    public Session open(Call call, Supply supply) {
        Taking session = new Taking(supply);
        Thread.ofVirtual().name("taking").start(session::run);
        return session;
    }

    private static final class Taking implements Session {
        private final Supply supply;
        private final CompletableFuture<Optional<Transfer>> stopped = new CompletableFuture<>();

        Taking(Supply supply) {
            this.supply = supply;
        }

        @Override
        public void stop(boolean now, String why) {
            stopped.complete(Optional.empty());
        }

        private void run() {
            Ending how = new Ending.Dropped(new Reply(451, "4.3.0", "thrown on purpose"));
            try {
                for (Optional<Transfer> next = next(); next.isPresent(); next = next())
                    take(next.get());
                how = stopped.isDone() ? new Ending.Stopped("as asked") : new Ending.Finished();
            } catch (IllegalStateException | StackOverflowError onPurpose) {
                // the test's own
            } finally {
                supply.ended(how);
            }
        }

        private Optional<Transfer> next() {
            if (stopped.isDone()) return Optional.empty();
            CompletableFuture<Optional<Transfer>> answer = new CompletableFuture<>();
            supply.next(answer::complete);
            return answer.applyToEither(stopped, mail -> mail).join();
        }

        private void take(Transfer transfer) {
            transfer.body().read(0, 1);
            Map<Recipient, Outcome> outcomes = new HashMap<>();
            transfer.envelope().recipients().forEach(r -> outcomes.put(r, TAKEN));
            supply.settle(transfer.envelope().id(), outcomes);
        }
    }
}
