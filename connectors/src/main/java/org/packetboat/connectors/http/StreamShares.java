package org.packetboat.connectors.http;

import java.util.HashMap;
import java.util.Map;

/** Limits the clients that listen to events at a time: 100 in all, 25 from one address, or of one user of a proxy. */
final class StreamShares {
    private static final int MOST = 100;
    private static final int OF_AN_ADDRESS = MOST / 4;

    private final Map<String, Integer> listening = new HashMap<>();
    private int all;

    /** Lets a client listen. @return false if a limit is reached */
    synchronized boolean enter(String client) {
        int its = listening.getOrDefault(client, 0);
        if (all >= MOST || its >= OF_AN_ADDRESS) return false;
        listening.put(client, its + 1);
        all++;
        return true;
    }

    /** A client that was let in has ended. */
    synchronized void leave(String client) {
        listening.computeIfPresent(client, (_, its) -> its == 1 ? null : its - 1);
        all--;
    }
}
