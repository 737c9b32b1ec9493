package org.packetboat.camel.files;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.packetboat.engine.text.Quoted;

/** Counts what goes through one route. For any thread. */
final class RouteTally extends RoutePolicySupport {
    /** How the last exchange ended. */
    record Last(Instant at, String failure) {}

    private final InstantSource clock;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong completed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong millis = new AtomicLong();
    private volatile Optional<Last> last = Optional.empty();

    RouteTally(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        begun.incrementAndGet();
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        millis.addAndGet(exchange.getClock().elapsed());
        boolean bad = exchange.getException() != null || exchange.isRollbackOnly() || exchange.isRollbackOnlyLast();
        (bad ? failed : completed).incrementAndGet();
        last = Optional.of(new Last(clock.instant(), bad ? reason(exchange) : ""));
    }

    private static String reason(Exchange exchange) {
        Throwable failure = exchange.getException() != null
                ? exchange.getException()
                : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (failure == null) return "marked for rollback";
        return Quoted.oneLine(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }

    long completed() {
        return completed.get();
    }

    long failed() {
        return failed.get();
    }

    /** How many are under way; what is counted meanwhile may be missing. */
    long underWay() {
        return Math.max(0, begun.get() - completed.get() - failed.get());
    }

    long meanMs() {
        long ended = completed.get() + failed.get();
        return ended == 0 ? 0 : millis.get() / ended;
    }

    /** Of those that ended. */
    Optional<Last> last() {
        return last;
    }
}
