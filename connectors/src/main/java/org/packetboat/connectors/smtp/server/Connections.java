package org.packetboat.connectors.smtp.server;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.packetboat.protocols.smtp.syntax.SmtpLimits;

/**
 * The connections that are open: never more than the limit, and of one address or network (the /24 of an IPv4 address,
 * the /56 of an IPv6 one) never more than its own. May be used from any thread.
 */
final class Connections {
    /** What becomes of one that wants in. */
    enum Admission {
        IN,
        /** All places are taken. */
        FULL,
        /** Its address or network has its share. */
        SHARE_TAKEN
    }

    private static final int NETWORK_SHARES = 2;
    private static final int NETWORK_BYTES_4 = 3;
    private static final int NETWORK_BYTES_6 = 7;

    private final SmtpLimits limits;
    private final Set<SmtpChannel> open = new HashSet<>();
    private final Map<String, Integer> shares = new HashMap<>();

    Connections(SmtpLimits limits) {
        this.limits = limits;
    }

    synchronized Admission add(SmtpChannel channel) {
        InetAddress client = channel.client();
        if (open.size() >= limits.connections()) return Admission.FULL;
        if (shares.getOrDefault(address(client), 0) >= limits.perClient()
                || shares.getOrDefault(network(client), 0) >= NETWORK_SHARES * limits.perClient()) {
            return Admission.SHARE_TAKEN;
        }
        open.add(channel);
        shares.merge(address(client), 1, Integer::sum);
        shares.merge(network(client), 1, Integer::sum);
        return Admission.IN;
    }

    synchronized void remove(SmtpChannel channel) {
        if (!open.remove(channel)) return;
        giveBack(address(channel.client()));
        giveBack(network(channel.client()));
        notifyAll();
    }

    private void giveBack(String share) {
        if (shares.merge(share, -1, Integer::sum) == 0) shares.remove(share);
    }

    /** Whom to count together with this address: of IPv6 its network, since one host has addresses without end. */
    static String who(InetAddress client) {
        return client.getAddress().length == 4 ? address(client) : network(client);
    }

    private static String address(InetAddress client) {
        return client.getHostAddress();
    }

    private static String network(InetAddress client) {
        byte[] bytes = client.getAddress();
        int prefix = bytes.length == 4 ? NETWORK_BYTES_4 : NETWORK_BYTES_6;
        return Arrays.toString(Arrays.copyOf(bytes, prefix));
    }

    /** Whether places are getting scarce: four of five are taken. */
    synchronized boolean areScarce() {
        return open.size() >= limits.connections() - limits.connections() / 5;
    }

    synchronized int size() {
        return open.size();
    }

    synchronized List<SmtpChannel> all() {
        return List.copyOf(open);
    }

    /** Waits until there is none left, but not longer than this. */
    synchronized void awaitNone(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); !open.isEmpty() && left > 0;) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
    }
}
