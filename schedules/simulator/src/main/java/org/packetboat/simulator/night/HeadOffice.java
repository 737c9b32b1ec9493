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

/** Where the hub's local mail goes: counts what each site has brought. */
final class HeadOffice implements Link {
    static final String LINK = "office";
    private static final Reply TAKEN = new Reply(250, "2.0.0", "taken");

    private final Map<Domain, Integer> brought = new HashMap<>();

    /** How many mails of a site have come in. */
    int brought(Domain site) {
        return brought.getOrDefault(site, 0);
    }

    @Override
    public Session open(Call call, Supply supply) {
        next(supply);
        return (_, _) -> {}; // each mail is taken at once
    }

    private void next(Supply supply) {
        supply.next(mail -> mail.ifPresentOrElse(m -> take(m, supply), () -> supply.ended(new Ending.Finished())));
    }

    private void take(Transfer mail, Supply supply) {
        mail.envelope().message().sender().ifPresent(from -> brought.merge(from.domain(), 1, Integer::sum));
        supply.settle(mail.envelope().id(), mail.envelope().recipients().stream()
                .collect(Collectors.toMap(r -> r, _ -> new Outcome.Delivered(TAKEN, false))));
        next(supply);
    }
}
