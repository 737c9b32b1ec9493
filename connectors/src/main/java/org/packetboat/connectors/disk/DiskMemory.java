package org.packetboat.connectors.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/**
 * The memory that files of disks take: one file is packed or read at a time, however many disks are there, and none is
 * larger than an eighth of the heap.
 */
public final class DiskMemory {
    private static final long LARGEST_FILE = 96L << 20;
    private static final int PART = 8;

    private final Semaphore one = new Semaphore(1, true);
    private final long heap;

    /** @param heap the most that the server may use, in bytes */
    public DiskMemory(long heap) {
        this.heap = heap;
    }

    /** What is done with one file. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** In bytes. */
    int largestFile() {
        return (int) Math.min(LARGEST_FILE, heap / PART);
    }

    /** The size of a message that goes alone in a file, in bytes: what can't be compressed grows a little. */
    long largestMail() {
        return largestFile() / 3L * 2;
    }

    /** Why a message can't go, for its sender. */
    String tooLarge() {
        String most = largestMail() >= 1 << 20 ? (largestMail() >> 20) + " MiB" : (largestMail() >> 10) + " KiB";
        String why = heap / PART < LARGEST_FILE ? ", which is what the server's memory allows" : "";
        return "Message too large to go by a disk: more than " + most + why;
    }

    /** Waits until no other file is in memory. */
    <T> T alone(Work<T> work) throws IOException {
        try {
            one.acquire();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops");
        }
        try {
            return work.run();
        } finally {
            one.release();
        }
    }
}
