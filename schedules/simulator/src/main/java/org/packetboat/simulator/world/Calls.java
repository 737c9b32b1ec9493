package org.packetboat.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.hub.SharedSite;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.sim.OrderWatch;
import org.packetboat.simulator.call.SimulatedCall;
import org.packetboat.simulator.world.books.DataBooks;
import org.packetboat.simulator.world.books.HubShifts;
import org.packetboat.simulator.world.books.Ledger;
import org.packetboat.simulator.world.terms.CountedSupply;
import org.packetboat.simulator.world.terms.WireTerms;

/** The link of one life of a node to all others: each call is a wire of its own. */
record Calls(Machine machine, Life life, World world) implements Link {
    private static final Duration WRITTEN_DOWN = Duration.ofSeconds(30);

    /** What a call needs of the world around it. */
    interface World {
        Wires wires();

        Ledger ledger();

        /** The node of this name. */
        Machine machine(String name);

        /** What goes by the ways to a node, which it may pick up: sites by its name. */
        Map<String, List<String>> sites();

        /** The sites that others may call as well as this node, by name. */
        Map<String, SharedSite> shared(String node);

        HubShifts shifts();

        /** Whether a node is to hand the mail for a site to another machine of its hub. */
        boolean takesOver(String node, String site);

        /** Since when all has been well for long; empty before. */
        Optional<Instant> wellSince();

        /** What calls cost. */
        WireTerms terms();

        DataBooks data();

        /** Whether mail keeps its order: nobody meddles with it. */
        boolean isOrderly();

        /** Whether UUCP carries mail in bundles; else one by one, as with strangers. */
        boolean bundles();
    }

    @Override
    public Session open(Call call, Supply supply) {
        boolean open = call.route().window().from(life.clock().instant())
                .filter((Interval i) -> i.contains(life.clock().instant())).isPresent();
        if (!open) throw new AssertionError(machine.name() + " calls " + call.site() + " outside its window");
        world.data().calls(machine.name(), call.route());
        life.hands().callBy(call.server());
        life.hands().call(call.site(), life.clock().instant());
        Optional<OrderWatch> order = Optional.of(new OrderWatch()).filter(_ -> world.isOrderly());
        WorldCourse course = new WorldCourse(machine, call, world);
        Supply watched = new Handed(world.ledger(), life, course.way(), counted(call.route(), supply), how -> {
            life.hands().hungUp(call.server());
            life.hands().ended(call.site(), how, life.clock().instant());
        }, order).seenBy(inItsHours(call).andThen(e -> mayTakeOver(call, e)));
        return machine.hub().call(call.site(), watched,
                s -> SimulatedCall.dial(life, machine.intake(), course, s));
    }

    /** What the wire has counted for a call is written down by the node soon after that. */
    private Supply counted(Route route, Supply supply) {
        return new CountedSupply(world.terms(), route.link(), supply, bytes -> life.in(WRITTEN_DOWN,
                () -> world.data().carried(machine.name(), route.link(), bytes)));
    }

    /** What came in when all was well is handed to the machine that calls the site. */
    private void mayTakeOver(Call call, Envelope e) {
        boolean well = world.wellSince().filter(since -> !e.message().arrived().isBefore(since)).isPresent();
        if (well && world.takesOver(machine.name(), call.site()))
            throw new AssertionError(machine.name() + " sends " + e + " to " + call.site()
                    + " itself, though nobody had to take over");
    }

    /** Mail with hours or windows of its own goes in none but these, as long as the routes stay as they are. */
    private Consumer<Envelope> inItsHours(Call call) {
        Policy inForce = machine.policy();
        Optional<Route> route = inForce.routes().routes().stream().filter(r -> r.site().equals(call.route().site()))
                .findFirst();
        return e -> route.filter(_ -> machine.policy() == inForce)
                .filter(r -> !r.ownWindow(e.priority(), e.message().size()).isOpen(life.clock().instant()))
                .ifPresent(r -> {
                    throw new AssertionError(machine.name() + " sends " + e + " by " + r.site() + " outside its hours");
                });
    }
}
