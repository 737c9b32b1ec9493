package org.packetboat.connectors.dialup;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.route.Reach;
import org.packetboat.engine.route.Route;

/**
 * SMTP over a network link that is brought up when a session needs it. The link stays up for the next session until
 * nothing has happened for a time-out, its window closes, or it fails; sessions with others than those it was brought
 * up for wait until it is free, or are told that it is in use.
 */
public final class SwitchedLink implements Link, AutoCloseable {
    private final Upkeep upkeep;
    private final Function<List<InetAddress>, Link> smtp;

    /**
     * @param name    of the link, for the log
     * @param timeout the link goes down when no session has done anything for so long (the route time-out)
     * @param smtp    SMTP from these addresses of ours; from any if there are none
     */
    public SwitchedLink(String name, Switch gear, Duration timeout, Function<List<InetAddress>, Link> smtp,
            InstantSource clock) {
        this.upkeep = new Upkeep(name, gear, timeout, clock);
        this.smtp = smtp;
    }

    /** @throws IllegalArgumentException if the route is not reached by SMTP */
    @Override
    public Session open(Call call, Supply supply) {
        if (!(call.route().reach() instanceof Reach.Smtp) && !(call.route().reach() instanceof Reach.DialUp)) {
            throw new IllegalArgumentException(call.route().reach() + " is not reached over a network link");
        }
        Contact contact = new Contact(upkeep, up -> smtp.apply(up.from()), call, supply);
        contact.start();
        return contact;
    }

    /** Whether it is up for this route's far side. */
    @Override
    public boolean isUp(Route route) {
        return upkeep.isUpFor(route);
    }

    /** Takes the link down if it is up. */
    @Override
    public void close() {
        upkeep.close();
    }
}
