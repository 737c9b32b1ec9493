package org.packetboat.protocols.uucp.greeting;

import java.time.Duration;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.protocols.uucp.packet.GSettings;
import org.packetboat.protocols.uucp.packet.ISettings;
import org.packetboat.protocols.uucp.packet.LineTiming;

/**
 * How a session is spoken.
 *
 * @param node      our UUCP name, letters, digits, {@code - _ .}
 * @param domain    the domain of recipients that come without one
 * @param protocols the packet protocols we speak, best first: {@code i}, {@code g}, {@code G}
 * @param line      how fast the line is
 * @param i         what we ask of the far side's i protocol
 * @param g         what we ask of its g protocol
 * @param greeting  how long the greeting may take
 * @param idle      after so long without a byte from the far side the line counts as lost (the modem timeout)
 * @param largest   the largest message taken, in bytes
 * @param batching  who packs and reads batches for far sides that can do the same
 * @param rights    what the far side may do with its mail
 * @param time      our clock, and who is told of the far side's
 * @param peer      what is done with far sides that are no Packetboats
 * @param hold      how long we hold a line that we have called over when no mail goes any more
 */
public record UucpSettings(String node, String domain, String protocols, LineTiming line, ISettings i, GSettings g,
        Duration greeting, Duration idle, long largest, Bundling batching, CallerRights rights, TimeOfDay time,
        PeerTerms peer, RouteTimeout hold) {
    /** @throws IllegalArgumentException if a value is out of range */
    public UucpSettings {
        if (!node.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw new IllegalArgumentException("uucp-node is \"" + node + "\"; expected letters, digits, - _ .");
        }
        if (!protocols.matches("[igG]{1,3}")) {
            throw new IllegalArgumentException("protocols are \"" + protocols + "\"; expected some of i, g and G");
        }
    }

    /** The same, where nobody tells the time. */
    public UucpSettings(String node, String domain, String protocols, LineTiming line, ISettings i, GSettings g,
            Duration greeting, Duration idle, long largest, Bundling batching, CallerRights rights) {
        this(node, domain, protocols, line, i, g, greeting, idle, largest, batching, rights, TimeOfDay.NONE,
                PeerTerms.NONE, RouteTimeout.NONE);
    }

    /** The same with far sides with which this is done, if they are no Packetboats. */
    public UucpSettings with(PeerTerms other) {
        return new UucpSettings(node, domain, protocols, line, i, g, greeting, idle, largest, batching, rights, time,
                other, hold);
    }

    /** The same, holding lines for so long. */
    public UucpSettings holding(RouteTimeout until) {
        return new UucpSettings(node, domain, protocols, line, i, g, greeting, idle, largest, batching, rights, time,
                peer, until);
    }

    /** The same, telling the time and being told it. */
    public UucpSettings telling(TimeOfDay clock) {
        return new UucpSettings(node, domain, protocols, line, i, g, greeting, idle, largest, batching, rights,
                clock, peer, hold);
    }

    /** What suits a line of this rate, for messages up to 64 MiB, one by one. */
    public static UucpSettings on(LineTiming line, String node, String domain) {
        return new UucpSettings(node, domain, "igG", line, ISettings.on(line), GSettings.STOCK, Duration.ofMinutes(2),
                Duration.ofMinutes(3), 64L << 20, Bundling.NONE, CallerRights.ALL);
    }

    /** The same, with mail in batches where the far side can. */
    public UucpSettings with(Bundling packing) {
        return new UucpSettings(node, domain, protocols, line, i, g, greeting, idle, largest, packing, rights, time,
                peer, hold);
    }

    /** The same with a far side that may do this. */
    public UucpSettings with(CallerRights may) {
        return new UucpSettings(node, domain, protocols, line, i, g, greeting, idle, largest, batching, may, time,
                peer, hold);
    }
}
