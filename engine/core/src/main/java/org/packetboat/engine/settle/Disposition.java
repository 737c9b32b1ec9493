package org.packetboat.engine.settle;

import java.time.Instant;
import org.packetboat.engine.link.Handover;
import org.packetboat.engine.mail.Reply;

/** What is done about a recipient after an attempt. */
public sealed interface Disposition {
    /** Arrived, or handed on: nothing more to do here. */
    record Done(Reply reply, boolean dsnPassed, Handover handover) implements Disposition {}

    /** It stays, to be tried again from this time on. */
    record RetryAt(Instant at, Reply reply) implements Disposition {}

    /** It stays, and is not tried before this time: a carrier has it, and its answer is awaited. */
    record AwaitUntil(Instant until, Reply reply) implements Disposition {}

    /** It will never work: its sender is told. */
    record Return(Reply reply) implements Disposition {}
}
