package org.packetboat.camel.inbound;

import java.util.HashMap;
import java.util.Map;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;

/** Where local mail goes only to routes: what no route takes waits until one does, or until msdead. */
public record UnclaimedLink() implements Link {
    private static final Reply NOBODY = new Reply(451, "4.3.5", "no route takes mail for this address");

    @Override
    public Session open(Call call, Supply supply) {
        serve(supply);
        return (_, _) -> {}; // each transfer is over at once
    }

    static void serve(Supply supply) {
        new Putting(supply).next();
    }

    private record Putting(Supply supply) {
        void next() {
            supply.next(mail -> mail.ifPresentOrElse(this::putOff, () -> supply.ended(new Ending.Finished())));
        }

        private void putOff(Transfer mail) {
            Map<Recipient, Outcome> outcomes = new HashMap<>();
            mail.envelope().recipients().forEach(r -> outcomes.put(r, new Outcome.Deferred(NOBODY)));
            supply.settle(mail.envelope().id(), outcomes);
            next();
        }
    }
}
