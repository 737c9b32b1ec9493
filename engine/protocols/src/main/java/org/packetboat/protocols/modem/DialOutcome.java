package org.packetboat.protocols.modem;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.text.Quoted;

/** What one attempt to dial came to. */
sealed interface DialOutcome {
    /** Bits on the line for each byte: with start and stop bits, or without where the modems correct errors. */
    int PLAIN_BITS = 10;
    int CORRECTED_BITS = 8;
    /** A number on a modem's list may come off it by itself. */
    Duration LONG = Duration.ofHours(1);
    Duration LONGEST = Duration.ofDays(1);

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

    /** The modem does not do what it is told. @param words its answer */
    record Rejected(String command, String words) implements DialOutcome {}

    /** Somebody has taken the receiver: the number may be wrong, and is not to be called all night. */
    record Person() implements DialOutcome {}

    /** A fax machine: the number is wrong. */
    record FaxMachine() implements DialOutcome {}

    /** The modem has gone into voice mode: it is set up for something else. */
    record VoiceMode() implements DialOutcome {}

    /** The modem dials this number no more, after failures that its country's rules count. */
    record Blacklisted() implements DialOutcome {}

    /** The modem does not dial this number before that time is over, by its country's rules. */
    record Delayed(Duration by) implements DialOutcome {}

    /** Somebody is calling us at this moment. */
    record Ringing() implements DialOutcome {}

    /** The modem says nothing: switched off, unplugged, or set to another speed. */
    record Silent(String command) implements DialOutcome {}

    /** What a modem in a mobile network means (3GPP 27.007 and 27.005), where somebody can do something about it. */
    Map<String, String> REASONS = Map.of("10", "no SIM card", "11", "the SIM card wants its PIN", "12",
            "the SIM card wants its PUK", "13", "the SIM card is broken", "14", "the SIM card is busy", "30",
            "no network", "31", "the network does not answer", "32", "emergency calls only", "331", "no network");

    private static String because(String words) {
        if (words.equals("ERROR")) return "";
        String reason = REASONS.get(words.replaceFirst("^.*:\\s*", ""));
        return ": " + Quoted.oneLine(words) + (reason == null ? "" : " (" + reason + ")");
    }

    /** For how long the same modem need not be told to dial the same number. */
    default Duration bars() {
        return switch (this) {
            case Blacklisted() -> LONG;
            case Delayed(Duration by) -> by.compareTo(LONGEST) < 0 ? by : LONGEST;
            case Connected _, Busy _, NoCarrier _, NoDialtone _, NoAnswer _, Rejected _ -> Duration.ZERO;
            case Ringing _, Silent _, Person _, FaxMachine _, VoiceMode _ -> Duration.ZERO;
        };
    }

    /** What the forwarder is told. What will not pass by itself is permanent: the site rests long, its mail waits. */
    default Reply reply() {
        return switch (this) {
            case Connected _ -> new Reply(250, "2.0.0", "connected");
            case Busy() -> new Reply(450, "4.4.1", "busy");
            case NoCarrier() -> new Reply(450, "4.4.1", "no carrier");
            case NoDialtone() -> new Reply(450, "4.4.1", "no dial tone");
            case NoAnswer() -> new Reply(450, "4.4.1", "no answer");
            case Rejected(String command, String words) ->
                new Reply(450, "4.3.5", "the modem refuses " + command + because(words));
            case Person() -> new Reply(550, "5.4.1", "a person has answered, no modem: check the number");
            case FaxMachine() -> new Reply(550, "5.4.1", "a fax machine has answered, no modem: check the number");
            case VoiceMode() -> new Reply(450, "4.3.5", "the modem is in voice mode (VCON): check init");
            case Blacklisted() -> new Reply(550, "5.3.5", "the modem no longer dials this number (BLACKLISTED): "
                    + "check the number, then switch the modem off and on");
            case Delayed(Duration by) -> new Reply(450, "4.4.1", "the modem does not dial this number for another "
                    + by.toSeconds() + " s (DELAYED)");
            case Ringing() -> new Reply(450, "4.4.1", "somebody is calling in");
            case Silent(String command) -> new Reply(450, "4.3.5", "the modem does not answer " + command);
        };
    }
}
