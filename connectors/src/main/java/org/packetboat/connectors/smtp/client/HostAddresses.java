package org.packetboat.connectors.smtp.client;

import java.net.InetAddress;
import java.util.concurrent.CompletionStage;

/** Finds the addresses of a host. Answers from any thread, and with a {@link Lookup}, never with an exception. */
public interface HostAddresses {
    /** @param host a name in A-labels, without a final dot */
    CompletionStage<Lookup<InetAddress>> addresses(String host);
}
