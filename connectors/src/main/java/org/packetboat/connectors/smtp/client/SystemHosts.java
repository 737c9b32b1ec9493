package org.packetboat.connectors.smtp.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks the operating system, with its hosts file and whatever else it is set up for. It doesn't tell a name that does
 * not exist from a server that does not answer, so a name it doesn't find may be found later.
 */
public final class SystemHosts implements HostAddresses {
    @Override
    public CompletionStage<Lookup<InetAddress>> addresses(String host) {
        CompletableFuture<Lookup<InetAddress>> answer = new CompletableFuture<>();
        // The call blocks; it may take as long as the system's resolver has patience.
        Thread.ofVirtual().name("addresses of " + host).start(() -> answer.complete(ask(host)));
        return answer;
    }

    private static Lookup<InetAddress> ask(String host) {
        try {
            return new Lookup.Found<>(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            return new Lookup.Failed<>("the system does not know the host " + host);
        }
    }
}
