package org.packetboat.app.compose.provision;

/**
 * Who provisions.
 *
 * @param user    who; empty if that is not known
 * @param address from where: an address, or {@code command}
 * @param note    why; may be empty
 * @param isLocal whether he is this server's user on this machine: only he may name files, whose content could go
 *                elsewhere
 */
public record Caller(String user, String address, String note, boolean isLocal) {
    /** A note is on one line, whoever gives it: in the log a second one could be taken for the server's. */
    public Caller {
        note = note.replaceAll("[\\p{Cntrl}\u2028\u2029\u0085]+", " ").strip();
    }
}
