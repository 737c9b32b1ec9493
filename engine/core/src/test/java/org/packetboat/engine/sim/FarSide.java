package org.packetboat.engine.sim;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;

/**
 * All places that mail can be sent to. Some mailboxes do not exist, some say "later" a few times, the others take
 * mail; the same mailbox says the same in the same world. What it takes is written into the ledger at that moment.
 */
final class FarSide {
    private static final Reply OK = new Reply(250, "2.0.0", "Ok");
    private static final Reply LATER = new Reply(451, "4.2.0", "Later");
    private static final Reply UNKNOWN = new Reply(550, "5.1.1", "No such user");

    private final Ledger ledger;
    private final SplittableRandom random;
    private final Map<Address, Integer> patience = new HashMap<>();
    private boolean kind;

    FarSide(Ledger ledger, SplittableRandom random) {
        this.ledger = ledger;
        this.random = random;
    }

    /** From now on every mailbox that exists takes mail at once. */
    void becomeKind() {
        kind = true;
    }

    /** The mail is there in full. @return what each recipient's mailbox says */
    Map<Recipient, Outcome> take(Transfer transfer) {
        Papers papers = Papers.read(transfer.body());
        if (papers instanceof Papers.OfLetter(String token, byte[] text)) compare(token, text);
        Map<Recipient, Outcome> outcomes = new HashMap<>();
        for (Recipient recipient : transfer.envelope().recipients()) {
            Outcome outcome = say(recipient.address());
            outcomes.put(recipient, outcome);
            if (outcome instanceof Outcome.Delivered) write(transfer, papers, recipient);
        }
        return outcomes;
    }

    private void compare(String token, byte[] text) {
        if (!Arrays.equals(text, ledger.letter(token).text)) throw new AssertionError(token + " arrived changed");
    }

    private Outcome say(Address address) {
        if (address.localPart().startsWith("nobody")) return new Outcome.Refused(UNKNOWN);
        int left = patience.computeIfAbsent(address, _ -> random.nextInt(4) == 0 ? random.nextInt(6) : 0);
        if (left > 0 && !kind) {
            patience.put(address, left - 1);
            return new Outcome.Deferred(LATER);
        }
        return new Outcome.Delivered(OK, random.nextInt(4) == 0);
    }

    private void write(Transfer transfer, Papers papers, Recipient recipient) {
        switch (papers) {
            case Papers.OfLetter(String token, byte[] _) ->
                ledger.arrived(token, transfer.envelope().id().message(), recipient.address());
            case Papers.OfNotice(String token, var kindOfNotice, var about) ->
                about.forEach(a -> ledger.told(token, a, transfer.envelope().id().message(), kindOfNotice));
        }
    }

    /** What was said of this transfer never reached the server. */
    void answerLost(Transfer transfer) {
        if (Papers.read(transfer.body()) instanceof Papers.OfLetter(String token, byte[] _)) {
            transfer.envelope().recipients().forEach(r -> ledger.answerLost(token, r.address()));
        }
    }
}
