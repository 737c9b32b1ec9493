package org.packetboat.protocols.modem;

import java.util.OptionalLong;
import org.packetboat.engine.mail.Reply;

/** What one attempt to dial came to. */
sealed interface DialOutcome {
    /** Bits on the line for each byte: with start and stop bits, or without where the modems correct errors. */
    int PLAIN_BITS = 10;
    int CORRECTED_BITS = 8;

    /** The other modem is there; speed in bits per second, 0 if it was not told. */
    record Connected(int speed, boolean corrected) implements DialOutcome {
        /** Bytes per second. */
        OptionalLong rate() {
            return speed == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(Math.max(1, speed / (corrected ? CORRECTED_BITS : PLAIN_BITS)));
        }
    }

    /** The far side is talking to somebody else. */
    record Busy() implements DialOutcome {}

    /** Nobody there, or somebody who is no modem. */
    record NoCarrier() implements DialOutcome {}

    /** Our line is dead or in use. */
    record NoDialtone() implements DialOutcome {}

    /** It rang, and nobody took it. */
    record NoAnswer() implements DialOutcome {}

    /** The modem doesn't understand the command. */
    record Rejected(String command) implements DialOutcome {}

    /** Somebody is calling us at this moment. */
    record Ringing() implements DialOutcome {}

    /** The modem says nothing: switched off, unplugged, or set to another speed. */
    record Silent(String command) implements DialOutcome {}

    /** What the forwarder is told. All of it is temporary. */
    default Reply reply() {
        return switch (this) {
            case Connected _ -> new Reply(250, "2.0.0", "connected");
            case Busy() -> new Reply(450, "4.4.1", "busy");
            case NoCarrier() -> new Reply(450, "4.4.1", "no carrier");
            case NoDialtone() -> new Reply(450, "4.4.1", "no dial tone");
            case NoAnswer() -> new Reply(450, "4.4.1", "no answer");
            case Rejected(String command) -> new Reply(450, "4.3.5", "the modem refuses " + command);
            case Ringing() -> new Reply(450, "4.4.1", "somebody is calling in");
            case Silent(String command) -> new Reply(450, "4.3.5", "the modem does not answer " + command);
        };
    }
}
