package org.packetboat.camel.text;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultHeaderFilterStrategy;

/**
 * A message's header as headers of an exchange. Headers by which routes tell components what to do are left out,
 * in whatever case: a stranger's mail must not have any. Of several fields of a name the last counts.
 */
public final class MailHeaders {
    private static final HeaderFilterStrategy ORDERS = orders();

    private MailHeaders() {}

    private static HeaderFilterStrategy orders() {
        DefaultHeaderFilterStrategy strategy = new DefaultHeaderFilterStrategy();
        strategy.setLowerCase(true);
        strategy.setFilterOnMatch(true);
        strategy.setInFilterStartsWith("camel", "org.apache.camel.");
        return strategy;
    }

    /** Gives the exchange's message a header, unless it would order other components about. */
    public static void set(Exchange exchange, String name, String value) {
        if (!ORDERS.applyFilterToExternalHeaders(name, value, exchange)) exchange.getMessage().setHeader(name, value);
    }
}
