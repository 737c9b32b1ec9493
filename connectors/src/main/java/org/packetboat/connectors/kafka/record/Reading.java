package org.packetboat.connectors.kafka.record;

import org.packetboat.engine.intake.Submission;

/** What a record was read as. */
public sealed interface Reading {
    /** @param text the message, lines ending with CRLF */
    record Fit(Submission submission, byte[] text) implements Reading {}

    /** @param reason for the dead-letter topic and the log, in one line */
    record NoMail(String reason) implements Reading {}

    /** It could not be read here and now, which need not be the record's fault: memory ran out. */
    record Failed(Error why) implements Reading {}
}
