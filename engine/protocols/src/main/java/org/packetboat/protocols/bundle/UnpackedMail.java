package org.packetboat.protocols.bundle;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Body;

/**
 * One mail of a batch, as it is to be taken in. Its submission has the name that its first server gave it or, of
 * an earlier version, one made of server, envelope and message, so that a repeat is harmless, and a server that was set
 * up anew and counts from the beginning loses nothing.
 *
 * @param envelope   its envelope's id at the server that wrote the batch
 * @param submission with name and origin
 * @param expires    when its sender's server would give it up
 * @param body       its message, exactly as it was; readable until the batch is closed
 * @param wellFormed whether the message has CRLF line ends only and no NUL; one that has not is to be refused
 */
public record UnpackedMail(String envelope, Submission submission, Optional<Instant> expires, Body body,
        boolean wellFormed) {}
