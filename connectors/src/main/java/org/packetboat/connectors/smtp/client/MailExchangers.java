package org.packetboat.connectors.smtp.client;

import java.util.concurrent.CompletionStage;

/** Finds the mail exchangers of a domain, and their addresses, where the world's mail is routed by: in DNS. */
public interface MailExchangers extends HostAddresses {
    /** @param domain a name in A-labels, without a final dot */
    CompletionStage<Lookup<Exchanger>> exchangers(String domain);

    /**
     * One MX record (RFC 5321 section 5.1).
     *
     * @param preference lower is tried earlier
     * @param host       a name in A-labels without a final dot; empty for the root, which means: no mail (RFC 7505)
     */
    record Exchanger(int preference, String host) {}
}
