package org.packetboat.connectors.maildir;

import org.packetboat.engine.mail.Message;

/**
 * The file name of a message in a mailbox. Made of what never changes, so that a delivery repeated after a crash finds
 * the file of the first one, and so does a delivery to another address of the same mailbox.
 *
 * <pre>
 * seconds of arrival "." "Q" queue id "." host
 * 1795000000.Q00002F.hub.example
 * </pre>
 */
record UniqueName(String text) {
    static UniqueName of(Message message, String host) {
        return new UniqueName(message.arrived().getEpochSecond() + ".Q" + message.id() + "."
                + host.replace("/", "\\057").replace(":", "\\072"));
    }

    /** Whether a file in {@code cur/} is this one, whatever flags follow its name. */
    boolean isOf(String file) {
        return file.equals(text) || file.startsWith(text + ":") || file.startsWith(text + ",");
    }
}
