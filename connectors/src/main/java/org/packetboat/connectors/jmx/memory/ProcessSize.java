package org.packetboat.connectors.jmx.memory;

/**
 * What the process takes of the machine. Bytes; -1 where the system doesn't say.
 *
 * @param residentBytes what it holds of the memory: heap, libraries, the store's caches, stacks
 * @param heapBytes     what of the heap is in use, garbage included
 * @param heapMostBytes how large the heap may become
 * @param memoryBytes   the memory of the machine, or what its container may use
 * @param threads       threads of the system; what waits for a network has none of its own
 * @param openFiles     descriptors: files, sockets, ports
 * @param mostFiles     how many there may be
 */
public record ProcessSize(long residentBytes, long heapBytes, long heapMostBytes, long memoryBytes, int threads,
        long openFiles, long mostFiles) {
    /** Of a server that does not tell. */
    public static final ProcessSize UNKNOWN = new ProcessSize(-1, -1, -1, -1, -1, -1, -1);
    private static final long MEGABYTE = 1 << 20;

    /** For people. */
    public String text() {
        return (residentBytes < 0 ? "" : residentBytes / MEGABYTE + " MB resident of " + memoryBytes / MEGABYTE + ", ")
                + "heap " + heapBytes / MEGABYTE + " of " + heapMostBytes / MEGABYTE + " MB, " + threads + " threads"
                + (openFiles < 0 ? "" : ", " + openFiles + " of " + mostFiles + " files");
    }
}
