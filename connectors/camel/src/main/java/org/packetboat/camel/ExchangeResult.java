package org.packetboat.camel;

import java.util.Optional;
import org.apache.camel.Exchange;

/** What an exchange came to, by the rules of Camel's transacted components. */
final class ExchangeResult {
    private ExchangeResult() {}

    /**
     * Why it does not count as done: an exception that nobody handled, or a mark to roll back. An exception that was
     * handled, {@code stop}, and a filter that lets nothing through are no failures.
     */
    static Optional<Throwable> failure(Exchange exchange) {
        if (exchange.getException() != null) return Optional.of(exchange.getException());
        boolean rollback = exchange.isRollbackOnly() || exchange.isRollbackOnlyLast();
        return rollback ? Optional.of(handled(exchange)) : Optional.empty();
    }

    /** Marked after an exception was handled, that says more than the mark. */
    private static Throwable handled(Exchange exchange) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        return caught == null ? new MailDeferredException("marked for rollback") : caught;
    }

    /** A failure in words. */
    static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
