package org.packetboat.protocols.bundle.packing;

import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.link.Body;

/**
 * One mail of a batch.
 *
 * @param submission its envelope, with a name that makes a repeat harmless
 * @param body       its message, exactly as it was
 * @param wellFormed whether the message has CRLF line ends only and no NUL; one that has not is to be refused
 */
public record BundledMail(Submission submission, Body body, boolean wellFormed) {}
