package org.packetboat.protocols.uucp.greeting;

import java.time.Duration;
import java.util.Optional;
import org.packetboat.engine.fleet.BranchReports;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.protocols.uucp.packet.GSettings;
import org.packetboat.protocols.uucp.packet.ISettings;
import org.packetboat.protocols.uucp.packet.LineTiming;

/**
 * How a session is spoken.
 *
 * @param node     our UUCP name, letters, digits, {@code - _ .}
 * @param domain   the domain of recipients that come without one
 * @param packets  how bytes go over the line
 * @param patience how long the far side is waited for
 * @param largest  the largest message taken, in bytes
 * @param batching who packs and reads batches for far sides that can do the same
 * @param rights   what the far side may do with its mail
 * @param time     our clock, and who is told of the far side's
 * @param reports  what the far side is told of us, and who hears what it tells
 * @param peer     what is done with far sides that are no Packetboats
 */
public record UucpSettings(String node, String domain, Packets packets, Patience patience, long largest,
        Bundling batching, CallerRights rights, TimeOfDay time, BranchReports reports,
        PeerTerms peer) {
    /** @throws IllegalArgumentException if a value is out of range */
    public UucpSettings {
        if (!node.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw new IllegalArgumentException("uucp-node is \"" + node + "\"; expected letters, digits, - _ .");
        }
    }

    /**
     * The packet protocols and their line.
     *
     * @param protocols those we speak, best first: {@code i}, {@code g}, {@code G}
     * @param line      how fast the line is
     * @param i         what we ask of the far side's i protocol
     * @param g         what we ask of its g protocol
     */
    public record Packets(String protocols, LineTiming line, ISettings i, GSettings g) {
        /** @throws IllegalArgumentException if there is a protocol that we don't speak, or none */
        public Packets {
            if (!protocols.matches("[igG]{1,3}")) {
                throw new IllegalArgumentException("protocols are \"" + protocols + "\"; expected some of i, g and G");
            }
        }

        /** What suits a line of this rate. */
        public static Packets on(LineTiming line) {
            return new Packets("igG", line, ISettings.on(line), GSettings.STOCK);
        }

        /** The same with these protocols alone. */
        public Packets speaking(String others) {
            return new Packets(others, line, i, g);
        }
    }

    /**
     * How long a session waits.
     *
     * @param greeting how long the greeting may take
     * @param idle     after so long without a byte from the far side the line counts as lost (the modem timeout)
     * @param hold     how long we hold a line that we have called over when no mail goes any more
     * @param again    after so long without a word a caller is greeted again, whose line may have lost the greeting;
     *                 empty where nothing gets lost: who is slow, and then finds two greetings, hangs up
     */
    public record Patience(Duration greeting, Duration idle, RouteTimeout hold, Optional<Duration> again) {
        /** What is usual on a line that may lose bytes, and no line is held. */
        public static final Patience USUAL = new Patience(Duration.ofMinutes(2), Duration.ofMinutes(3),
                RouteTimeout.NONE, Optional.of(Duration.ofSeconds(10)));

        Patience holding(RouteTimeout until) {
            return new Patience(greeting, idle, until, again);
        }

        Patience greetingOnce() {
            return new Patience(greeting, idle, hold, Optional.empty());
        }
    }

    /** What suits a line of this rate, for messages up to 64 MiB, one by one, where nobody tells the time. */
    public static UucpSettings on(LineTiming line, String node, String domain) {
        return new UucpSettings(node, domain, Packets.on(line), Patience.USUAL, 64L << 20, Bundling.NONE,
                CallerRights.ALL, TimeOfDay.NONE, BranchReports.NONE, PeerTerms.NONE);
    }

    /** The same with bytes that go like this. */
    public UucpSettings with(Packets other) {
        return new UucpSettings(node, domain, other, patience, largest, batching, rights, time, reports, peer);
    }

    /** The same with messages up to this size, in bytes. */
    public UucpSettings taking(long most) {
        return new UucpSettings(node, domain, packets, patience, most, batching, rights, time, reports, peer);
    }

    /** The same with far sides with which this is done, if they are no Packetboats. */
    public UucpSettings with(PeerTerms other) {
        return new UucpSettings(node, domain, packets, patience, largest, batching, rights, time, reports, other);
    }

    /** The same, holding lines for so long. */
    public UucpSettings holding(RouteTimeout until) {
        return with(patience.holding(until));
    }

    /** The same over a connection that loses nothing. */
    public UucpSettings greetingOnce() {
        return with(patience.greetingOnce());
    }

    private UucpSettings with(Patience other) {
        return new UucpSettings(node, domain, packets, other, largest, batching, rights, time, reports, peer);
    }

    /** The same, telling the time and being told it. */
    public UucpSettings telling(TimeOfDay clock) {
        return new UucpSettings(node, domain, packets, patience, largest, batching, rights, clock, reports, peer);
    }

    /** The same, with mail in batches where the far side can. */
    public UucpSettings with(Bundling packing) {
        return new UucpSettings(node, domain, packets, patience, largest, packing, rights, time, reports, peer);
    }

    /** The same with a far side that may do this. */
    public UucpSettings with(CallerRights may) {
        return new UucpSettings(node, domain, packets, patience, largest, batching, may, time, reports, peer);
    }

    /** The same, telling the far side how we are, and hearing how it is. */
    public UucpSettings reporting(BranchReports other) {
        return new UucpSettings(node, domain, packets, patience, largest, batching, rights, time, other, peer);
    }
}
