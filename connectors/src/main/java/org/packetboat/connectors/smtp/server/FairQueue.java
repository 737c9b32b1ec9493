package org.packetboat.connectors.smtp.server;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

/**
 * What waits for one worker, by who brought it: everybody's first comes before anybody's second, and nobody has more
 * than {@value #OF_ONE} waiting. May be used from any thread.
 */
final class FairQueue {
    static final int OF_ONE = 200;
    static final int IN_ALL = 20_000;

    private final Map<String, Queue<Runnable>> waiting = new LinkedHashMap<>();
    private int size;

    /** @return whether there was room for it */
    synchronized boolean add(String whose, Runnable work) {
        Queue<Runnable> theirs = waiting.computeIfAbsent(whose, _ -> new ArrayDeque<>());
        boolean room = size < IN_ALL && theirs.size() < OF_ONE;
        if (room) {
            theirs.add(work);
            size++;
            notifyAll();
        }
        if (theirs.isEmpty()) waiting.remove(whose);
        return room;
    }

    /** Waits for the next; its owner goes to the end of the line. */
    synchronized Runnable take() throws InterruptedException {
        while (waiting.isEmpty())
            wait();
        Map.Entry<String, Queue<Runnable>> first = waiting.entrySet().iterator().next();
        Queue<Runnable> theirs = waiting.remove(first.getKey());
        Runnable work = theirs.remove();
        if (!theirs.isEmpty()) waiting.put(first.getKey(), theirs);
        size--;
        return work;
    }
}
