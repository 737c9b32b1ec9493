package org.packetboat.connectors.maildir;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Recipient;

/**
 * The file name of a message for a recipient. Made of what never changes, so that a delivery repeated after a crash
 * finds the file of the first one.
 *
 * <pre>
 * seconds of arrival "." "Q" envelope id "R" CRC-32 of the recipient "." host
 * 1795000000.Q00002F_3Rc0ffee00.hub.example
 * </pre>
 */
record UniqueName(String text) {
    static UniqueName of(Envelope envelope, Recipient recipient, String host) {
        CRC32 crc = new CRC32();
        crc.update(recipient.address().toString().getBytes(StandardCharsets.UTF_8));
        return new UniqueName(envelope.message().arrived().getEpochSecond() + ".Q"
                + envelope.id().toString().replace('.', '_') + "R" + HexFormat.of().toHexDigits((int) crc.getValue())
                + "." + host.replace("/", "\\057").replace(":", "\\072"));
    }

    /** Whether a file in {@code cur/} is this one, whatever flags follow its name. */
    boolean isOf(String file) {
        return file.equals(text) || file.startsWith(text + ":") || file.startsWith(text + ",");
    }
}
