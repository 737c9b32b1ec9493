package org.packetboat.simulator.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.hub.SharedSite;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.sim.OrderWatch;
import org.packetboat.simulator.call.SimulatedCall;
import org.packetboat.simulator.world.books.HubShifts;
import org.packetboat.simulator.world.books.Ledger;

/** The link of one life of a node to all others: each call is a wire of its own. */
record Calls(Machine machine, Life life, World world) implements Link {
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
        life.hands().callBy(call.server());
        life.hands().call(call.site(), life.clock().instant());
        Optional<OrderWatch> order = Optional.of(new OrderWatch()).filter(_ -> world.isOrderly());
        WorldCourse course = new WorldCourse(machine, call, world);
        Supply watched = new Handed(world.ledger(), life, course.way(), supply, how -> {
            life.hands().hungUp(call.server());
            life.hands().ended(call.site(), how, life.clock().instant());
        }, order);
        return machine.hub().call(call.site(), watched,
                s -> SimulatedCall.dial(life, machine.intake(), course, s));
    }
}
