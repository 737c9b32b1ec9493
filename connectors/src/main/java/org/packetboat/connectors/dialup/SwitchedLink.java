package org.packetboat.connectors.dialup;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.dialup.Raised;

/**
 * SMTP over a network link that is brought up when a session needs it. The link stays up for the next session until
 * nothing has happened for a time-out, its window closes, or it fails; sessions with others than those it was brought
 * up for wait until it is free, or are told that it is in use.
 */
public final class SwitchedLink implements Link, AutoCloseable {
    private final LinkRunner runner;
    private final Function<List<InetAddress>, Link> smtp;
    private final Inquiry inquiry;

    /**
     * @param name    of the link, for the log
     * @param timeout the link goes down when no session has done anything for so long (the route time-out)
     * @param smtp    SMTP from these addresses of ours; from any if there are none
     * @param inquiry who takes a domain's mail, where the route leaves that open
     */
    public SwitchedLink(String name, Switch gear, Duration timeout, Function<List<InetAddress>, Link> smtp,
            Inquiry inquiry, InstantSource clock) {
        this.runner = new LinkRunner(name, gear, timeout, clock);
        this.smtp = smtp;
        this.inquiry = inquiry;
    }

    /** @throws IllegalArgumentException if the route is not reached by SMTP */
    @Override
    public Session open(Call call, Supply supply) {
        switch (call.route().transport()) {
            case Transport.Smtp _, Transport.Hosts _, Transport.Asked _, Transport.DialUp _ -> {
            }
            case Transport.Router _, Transport.Lmtp _, Transport.Routes _, Transport.Maildir _, Transport.Uucp _ ->
                throw new IllegalArgumentException(call.route().transport() + " is not reached over a network link");
        }
        Contact contact = new Contact(runner, up -> smtp.apply(up.from()), inquiry, call, supply);
        contact.start();
        return contact;
    }

    /** Whether it is up for this route's far side. */
    @Override
    public boolean isUp(Route route) {
        return runner.upFor(route).isPresent();
    }

    /** Our addresses on it, while it is up for this route's far side; empty while it is not. */
    public Optional<List<InetAddress>> from(Route route) {
        return runner.upFor(route).map(Raised.Up::from);
    }

    /** Something came in at this address of ours; over this link, if it is up and the address is on it. */
    public void heardAt(InetAddress ours) {
        runner.heardAt(ours);
    }

    /** Whether a session uses it, or is about to. */
    public boolean isBusy() {
        return runner.isBusy();
    }

    /** Takes the link down if it is up. */
    @Override
    public void close() {
        runner.close();
    }
}
