package org.packetboat.connectors.jmx.row;

import java.util.Map;
import org.packetboat.engine.offer.Unasked;

/**
 * What was offered to a site, and waits until somebody asks for it.
 *
 * @param mails how many messages, counting one for two domains twice
 * @param bytes of them
 */
public record OfferRow(String site, long mails, long bytes) {
    public static OfferRow of(Map.Entry<String, Unasked> site) {
        return new OfferRow(site.getKey(), site.getValue().mails(), site.getValue().bytes());
    }
}
