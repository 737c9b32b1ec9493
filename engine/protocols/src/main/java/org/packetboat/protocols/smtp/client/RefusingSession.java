package org.packetboat.protocols.smtp.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Demand;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;

/** Refuses all mail for a domain that can get none, without saying a word to anybody. */
public final class RefusingSession implements LinkSession {
    private final Reply reply;
    private boolean over;

    public RefusingSession(Reply reply) {
        this.reply = reply;
    }

    @Override
    public List<Action> on(Event event, Instant now) {
        if (over) return List.of();
        return switch (event) {
            case Event.Connected() -> List.of(new Action.Ask(Demand.ONE));
            case Event.Offered(List<Transfer> transfers) -> transfers.stream().findFirst().map(this::refuse)
                    .orElseGet(() -> end(new Ending.Finished()));
            case Event.MailWaits _, Event.OthersWait _ -> List.of();
            case Event.Stop(boolean _, String why) -> end(new Ending.Stopped(why));
            case Event.Received _, Event.Drained _, Event.Secured _, Event.Rang _ -> throw noLine(event);
            case Event.Lost _, Event.TakenIn _, Event.Advised _ -> throw noLine(event);
        };
    }

    private List<Action> refuse(Transfer transfer) {
        Map<Recipient, Outcome> outcomes = transfer.envelope().recipients().stream().distinct()
                .collect(Collectors.toMap(Function.identity(), _ -> new Outcome.Refused(reply)));
        return List.of(new Action.Settle(transfer.envelope().id(), outcomes), new Action.Ask(Demand.ONE));
    }

    private static IllegalStateException noLine(Event event) {
        return new IllegalStateException(event + " on no line");
    }

    private List<Action> end(Ending ending) {
        over = true;
        return List.of(new Action.HangUp(ending));
    }
}
