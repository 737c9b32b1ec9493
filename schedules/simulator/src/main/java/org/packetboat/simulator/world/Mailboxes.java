package org.packetboat.simulator.world;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.OrderWatch;
import org.packetboat.simulator.world.books.Ledger;
import org.packetboat.simulator.world.mail.Paper;

/**
 * Where the mail of a node's own people ends. Knows nobody of the name {@code nobody}; has its troubles.
 * Some of the people ask for large mail that they are offered, once or twice.
 *
 * @param requests asks for it: who does, and at which address
 */
record Mailboxes(String node, Life life, Ledger ledger, SplittableRandom random, Trouble trouble, boolean orderly,
        BiConsumer<Address, Address> requests)
        implements
            Link {
    private static final Reply TAKEN = new Reply(250, "2.0.0", "taken");
    static final Reply UNKNOWN = new Reply(550, "5.1.1", "nobody of that name");
    private static final Reply LATER = new Reply(451, "4.2.0", "mailbox busy");

    @Override
    public Session open(Call call, Supply supply) {
        Optional<OrderWatch> order = Optional.of(new OrderWatch()).filter(_ -> orderly);
        Supply watched = new Handed(ledger, life, new Ledger.Way(node, node), supply, _ -> {}, order);
        Delivery delivery = new Delivery(this, watched, Temper.any(random, trouble));
        delivery.begin();
        return delivery;
    }

    /** The mail is there in full. @return what each recipient's mailbox says */
    Map<Recipient, Outcome> take(Transfer transfer) {
        Paper paper = Paper.read(transfer.body());
        Map<Recipient, Outcome> outcomes = new HashMap<>();
        transfer.envelope().recipients().forEach(r -> outcomes.put(r, take(r, transfer, paper)));
        return outcomes;
    }

    static boolean isUnknown(Address address) {
        return address.toString().startsWith("nobody");
    }

    private Outcome take(Recipient recipient, Transfer transfer, Paper paper) {
        if (isUnknown(recipient.address())) return new Outcome.Refused(UNKNOWN);
        if (trouble.happens(random, 20)) return new Outcome.Deferred(LATER);
        ledger.arrived(node, transfer.envelope().id(), recipient.address(), paper);
        if (paper instanceof Paper.OfOffer(Address ask)) {
            for (int times = random.nextInt(3); times > 0; times--)
                requests.accept(recipient.address(), ask);
        }
        return new Outcome.Delivered(TAKEN, false);
    }

    /** What was said of this transfer never reaches the node. */
    void answerLost(Transfer transfer) {
        transfer.envelope().recipients()
                .forEach(r -> ledger.answerLost(node, transfer.envelope().id(), r.address()));
    }
}
