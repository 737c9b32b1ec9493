package org.packetboat.engine.router;

/**
 * A way that was learned from another server.
 *
 * @param mail where that server takes mail
 */
public record Learned(Endpoint mail, Entry entry) {
    /** The server that takes the mail. */
    public String server() {
        return entry.path().getFirst();
    }
}
