package org.packetboat.engine.sim;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.node.Operator;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.OrderCursor;

/** An operator who can't leave it alone. What is deleted is excused from arriving: it is written into the ledger. */
final class SimOperator {
    private static final Consumer<String> UNHEARD = _ -> {};

    private final Ledger ledger;
    private final SplittableRandom random;

    SimOperator(Ledger ledger, SplittableRandom random) {
        this.ledger = ledger;
        this.random = random;
    }

    /** Gives some command. */
    void command(Node node, MailQueue queue) {
        Operator operator = node.operator();
        Target target = target(queue);
        switch (random.nextInt(10)) {
            case 0 -> operator.hold(target, UNHEARD);
            case 1, 2, 3 -> operator.release(target, UNHEARD);
            case 4 -> operator.requeue(target, UNHEARD);
            case 5, 6 -> operator.flush(target, UNHEARD);
            case 7 -> operator.expire(target instanceof Target.All ? one(queue) : target, UNHEARD);
            case 8 -> delete(node, queue);
            default -> node.overview().domains(_ -> {});
        }
    }

    private Target target(MailQueue queue) {
        return switch (random.nextInt(8)) {
            case 0 -> new Target.All();
            case 1, 2, 3 -> new Target.OfDomain(new Domain("d" + random.nextInt(SimPolicies.DOMAINS) + ".example"));
            default -> one(queue);
        };
    }

    private Target one(MailQueue queue) {
        List<QueueId> ids = queue.domains().stream().map(DomainQueue::domain).sorted().map(queue::walk)
                .map(OrderCursor::peek).flatMap(e -> e.map(x -> x.id().message()).stream()).toList();
        return new Target.OfMessage(ids.isEmpty() ? new QueueId(1) : ids.get(random.nextInt(ids.size())));
    }

    private void delete(Node node, MailQueue queue) {
        if (!(one(queue) instanceof Target.OfMessage(QueueId id))) return;
        for (Envelope envelope : queue.envelopes(id))
            excuse(queue, envelope);
        node.operator().delete(new Target.OfMessage(id), UNHEARD);
    }

    private void excuse(MailQueue queue, Envelope envelope) {
        switch (Papers.read(queue.body(envelope.message()))) {
            case Papers.OfLetter(String token, byte[] _) -> {
                for (Recipient recipient : envelope.recipients())
                    ledger.deleted(token, recipient.address());
            }
            case Papers.OfNotice(String token, var _, var about) -> about.forEach(a -> ledger.deleted(token, a));
        }
    }
}
