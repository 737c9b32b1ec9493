package org.packetboat.engine.accept;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.packetboat.engine.intake.Consignment;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.SourcePosition;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.queue.QueueBatch;
import org.packetboat.engine.store.StoreException;

/** Many messages and the position of their source in one batch of the queue. */
final class QueueConsignment implements Consignment, Commitment {
    private final MailQueue queue;
    private final QueueBatch batch;
    private final Function<Commitment, Incoming> messages;
    private final List<Consumer<Optional<StoreException>>> waiting = new ArrayList<>();
    private Optional<Reply> spoiled = Optional.empty();

    /** @param messages makes a message that ends here */
    QueueConsignment(MailQueue queue, Function<Commitment, Incoming> messages) {
        this.queue = queue;
        this.batch = queue.change();
        this.messages = messages;
    }

    @Override
    public Incoming begin() {
        return messages.apply(this);
    }

    @Override
    public void take(Consumer<QueueBatch> fill, Consumer<Optional<StoreException>> settled) {
        fill.accept(batch);
        waiting.add(settled);
    }

    @Override
    public void spoil(Reply why) {
        spoiled = Optional.of(why);
    }

    @Override
    public void commit(SourcePosition next, Consumer<Optional<Reply>> answer) {
        if (spoiled.isPresent()) {
            abandon();
            answer.accept(spoiled);
            return;
        }
        queue.keys().advance(batch, next.source(), next.next());
        batch.commit(failure -> {
            settle(failure);
            answer.accept(failure.map(_ -> Reply.NO_SPACE));
        });
    }

    @Override
    public void abandon() {
        settle(Optional.of(new StoreException("abandoned", new IllegalStateException("abandoned"))));
    }

    private void settle(Optional<StoreException> failure) {
        waiting.forEach(message -> message.accept(failure));
        waiting.clear();
    }
}
