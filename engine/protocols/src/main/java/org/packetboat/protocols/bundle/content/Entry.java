package org.packetboat.protocols.bundle.content;

import java.util.List;
import org.packetboat.engine.mail.Recipient;

/**
 * One mail as the content of a batch tells it.
 *
 * @param command    its MAIL command
 * @param recipients never empty
 * @param chunks     its message, in order
 * @param digest     SHA-256 of the restored message, in hexadecimal
 * @param wellFormed whether it has CRLF line ends only and no NUL
 */
public record Entry(MailCommand command, List<Recipient> recipients, List<Chunk> chunks, String digest,
        boolean wellFormed) {
    long size() {
        return chunks.stream().mapToLong(Chunk::restored).sum();
    }
}
