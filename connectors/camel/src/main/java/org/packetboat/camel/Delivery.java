package org.packetboat.camel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.text.Quoted;

/** One mail under way in a route. It is answered once, by whatever ends it first. */
final class Delivery implements Synchronization {
    private final String route;
    private final Consumer<Outcome> done;
    private final Consumer<Delivery> over;
    private final AtomicBoolean answered = new AtomicBoolean();

    /** @param over called before the answer */
    Delivery(String route, Consumer<Outcome> done, Consumer<Delivery> over) {
        this.route = Quoted.oneLine(route);
        this.done = done;
        this.over = over;
    }

    @Override
    public void onComplete(Exchange exchange) {
        ended(exchange);
    }

    @Override
    public void onFailure(Exchange exchange) {
        ended(exchange);
    }

    private void ended(Exchange exchange) {
        ExchangeResult.failure(exchange).ifPresentOrElse(this::failed,
                () -> answer(new Outcome.Delivered(new Reply(250, "2.0.0", "taken by route " + route), false)));
    }

    void failed(Throwable failure) {
        String reason = ExchangeResult.reason(failure);
        answer(failure instanceof MailRefusedException
                ? new Outcome.Refused(new Reply(554, "5.3.0", Quoted.oneLine(reason)))
                : new Outcome.Deferred(
                        new Reply(451, "4.3.0", Quoted.oneLine("route " + route + " failed: " + reason))));
    }

    /** The route was taken out of service before it came to an end. */
    void abandoned() {
        answer(new Outcome.Deferred(new Reply(451, "4.3.0", "route " + route + " was stopped")));
    }

    private void answer(Outcome outcome) {
        if (!answered.compareAndSet(false, true)) return;
        over.accept(this);
        done.accept(outcome);
    }
}
