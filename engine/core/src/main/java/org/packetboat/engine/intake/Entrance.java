package org.packetboat.engine.intake;

import java.util.Optional;

/**
 * Where mail comes in.
 *
 * @param origin for the log: {@code smtp:192.0.2.7}, {@code smtp:bob@192.0.2.7} of who has logged in,
 *               {@code uucp:denver}
 * @param client who brings it, if that is a client of a listener
 */
public record Entrance(String origin, Optional<Client> client) {
    /** What an operator brings in that was accepted long ago, and somewhere else. */
    public static final String IMPORT = "import";

    /** The kind of what comes by a disk. */
    public static final String DISK = "disk";

    private static final String KAFKA = "kafka";

    /**
     * A client of a listener.
     *
     * @param listener the listener's name; empty for a connection that was turned round
     * @param login    the name it has logged in with
     */
    public record Client(String listener, Optional<String> login, ClientAddress address) {}

    /** One without a client. */
    public static Entrance of(String origin) {
        return new Entrance(origin, Optional.empty());
    }

    /**
     * The kind of it: {@code smtp}, {@code uucp}, {@code kafka}, {@code camel}, {@code drop}, {@code submit},
     * {@code disk}.
     */
    public String kind() {
        int colon = origin.indexOf(':');
        return colon < 0 ? origin : origin.substring(0, colon);
    }

    /** Which of its kind: the node, the topic, the route, the user; empty if there is only one. */
    public String name() {
        String name = origin.substring(Math.min(origin.length(), kind().length() + 1));
        return kind().equals(KAFKA) ? name.replaceFirst("-[0-9]+@[0-9]+$", "") : name;
    }
}
