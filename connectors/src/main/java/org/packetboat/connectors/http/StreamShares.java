package org.packetboat.connectors.http;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Who listens to events: a hundred clients at a time, and of one address a quarter of them. */
final class StreamShares {
    private static final int MOST = 100;
    private static final int OF_AN_ADDRESS = MOST / 4;

    private final Map<InetAddress, Integer> listening = new HashMap<>();
    private int all;

    /** @return false if there is no room for it */
    synchronized boolean enter(InetAddress client) {
        int its = listening.getOrDefault(client, 0);
        if (all >= MOST || its >= OF_AN_ADDRESS) return false;
        listening.put(client, its + 1);
        all++;
        return true;
    }

    /** It listens no more. */
    synchronized void leave(InetAddress client) {
        listening.computeIfPresent(client, (_, its) -> its == 1 ? null : its - 1);
        all--;
    }
}
