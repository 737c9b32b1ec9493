package org.packetboat.engine.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.Transport;

/**
 * The servers that have carried a message as routers, so that it visits none twice. They stand in a comment of the
 * trace line that this server put before the message ({@link OwnTrace}):
 *
 * <pre>
 * Received: from hub.example.com ([10.1.0.2])
 *     by branch.example.com (carried by sea.example.com, hub.example.com) with ESMTP id 00002F; ...
 * </pre>
 *
 * and in the parameter of MAIL by which the message is handed on: {@code XCARRIED=sea.example.com,hub.example.com}.
 */
public final class Carriers {
    /** The keyword of the extension, and of its parameter of MAIL. */
    public static final String KEYWORD = "XCARRIED";

    private static final String LABEL = "carried by";

    private Carriers() {}

    /** The comment for the trace line, with a space before it; empty if nobody carried it. */
    public static String comment(List<String> servers) {
        return servers.isEmpty() ? "" : " " + OwnTrace.comment(LABEL, String.join(", ", servers));
    }

    /** Reads them from the first trace line of a stored message. */
    public static List<String> of(Body body) {
        return OwnTrace.read(body, LABEL).map(list -> List.of(list.split(", "))).orElse(List.of());
    }

    /** The value of the parameter, when this server hands the message on. */
    public static String parameter(Body body, String server) {
        return String.join(",", Stream.concat(of(body).stream(), Stream.of(server)).distinct().toList());
    }

    /**
     * Reads the parameter's value.
     *
     * @throws IllegalArgumentException if it is no list of domains, or longer than mail may travel
     */
    public static List<String> parse(String value) {
        List<String> servers = new ArrayList<>();
        for (String name : value.split(",", -1))
            servers.add(new Domain(name).name());
        if (servers.size() > Transport.Router.LONGEST_PATH + 1) throw new IllegalArgumentException("too many servers");
        return servers;
    }
}
