package org.packetboat.engine.route.rule;

import java.util.List;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.route.Route;

/**
 * Where mail for a recipient goes.
 *
 * @param given  the address as its sender wrote it
 * @param member whom it stands for
 * @param ways   the routes that it may take
 */
public record Destination(Address given, Address member, List<Route> ways) {
    /** The sites that they lead to, whichever machine of a hub calls them. */
    Stream<String> sites() {
        return ways.stream().map(route -> route.handsOver() ? route.calledThere() : route.site());
    }
}
