package org.packetboat.simulator.night;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.simulator.call.Bodies;

/** Where the hub's local mail goes: counts what each site has brought. */
final class HeadOffice implements Link {
    static final String LINK = "office";
    private static final Reply TAKEN = new Reply(250, "2.0.0", "taken");
    private static final Reply FAULT = new Reply(451, "4.3.0", "a fault here");

    private final Map<Domain, Integer> brought = new HashMap<>();

    /** How many mails of a site have come in. */
    int brought(Domain site) {
        return brought.getOrDefault(site, 0);
    }

    @Override
    public Session open(Call call, Supply supply) {
        Taking session = new Taking(supply);
        session.next();
        return session;
    }

    /** One session: each mail is taken at once. */
    private final class Taking implements Session {
        private final Supply supply;
        private boolean over;

        Taking(Supply supply) {
            this.supply = supply;
        }

        void next() {
            guarded(() -> supply.next(mail -> guarded(() -> mail.ifPresentOrElse(this::take,
                    () -> end(new Ending.Finished())))));
        }

        private void take(Transfer mail) {
            Bodies.bytes(mail.body());
            mail.envelope().message().sender().ifPresent(from -> brought.merge(from.domain(), 1, Integer::sum));
            supply.settle(mail.envelope().id(), mail.envelope().recipients().stream()
                    .collect(Collectors.toMap(r -> r, _ -> new Outcome.Delivered(TAKEN, false))));
            next();
        }

        private void guarded(Runnable work) {
            if (over) return;
            try {
                work.run();
            } catch (RuntimeException | VirtualMachineError fault) {
                end(new Ending.Dropped(FAULT));
            }
        }

        @Override
        public void stop(boolean now, String why) {
            end(new Ending.Stopped(why));
        }

        private void end(Ending how) {
            if (over) return;
            over = true;
            supply.ended(how);
        }
    }
}
