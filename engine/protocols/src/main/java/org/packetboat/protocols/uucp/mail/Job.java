package org.packetboat.protocols.uucp.mail;

import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Recipient;

/**
 * What the far side is to do for us: a command with one file as its input. The same mail always makes the same job,
 * byte for byte, so that a broken transfer can go on.
 */
public sealed interface Job permits RmailJob, BundleJob {
    /** Names its files on the line: letters and digits, never used for another job. */
    String name();

    /** What the far side is to run. */
    String command();

    /** Its input. */
    Body body();

    /** What becomes of each envelope in it, if this is said of all. */
    Map<EnvelopeId, Map<Recipient, Outcome>> all(Outcome outcome);

    /** How far it is when so many bytes are sent, where that can be told. */
    Optional<Action.Progress> progress(long sent);

    /** One file with the command beside it, for a far side that knows E. */
    default String asExecute() {
        return "E " + dataFile() + " " + dataFile() + " mail -C " + dataFile() + " 0600 \"\" " + hex(body().size())
                + " " + command();
    }

    /** The input as a file, for a far side that does not know E. */
    default String asData(boolean sizes) {
        String send = "S " + dataFile() + " " + dataFile() + " mail -C " + dataFile() + " 0600";
        return sizes ? send + " \"\" " + hex(body().size()) : send;
    }

    /** The file that says what to do with the input. */
    default String asOrder(boolean sizes, long size) {
        String send = "S X." + name() + " X." + name() + " mail -C X." + name() + " 0600";
        return sizes ? send + " \"\" " + hex(size) : send;
    }

    /** Its content. */
    default String order(String node) {
        return "U mail " + node + "\nF " + dataFile() + "\nI " + dataFile() + (isQuoted() ? "\nE\nQ" : "") + "\nC "
                + command() + "\n";
    }

    /** Whether its command has quoted arguments, so that it needs an order that says so: without a shell, in quotes. */
    default boolean isQuoted() {
        return false;
    }

    private String dataFile() {
        return "D." + name();
    }

    private static String hex(long size) {
        return "0x" + Long.toHexString(size);
    }
}
