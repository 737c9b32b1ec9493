package org.packetboat.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.packetboat.engine.find.AgeTable;
import org.packetboat.engine.find.MailFilter;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.node.Operator;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.queue.DomainQueue;
import org.packetboat.engine.queue.OrderCursor;
import org.packetboat.engine.resend.Resend;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.site.Timetable;
import org.packetboat.engine.stage.StageCommand;

/** An operator who gives any command to any node, and programs beside it that tell it things, right or wrong. */
final class Operators {
    private static final Consumer<Object> UNHEARD = _ -> {};
    static final int BIG_SENDS = 3;
    private static final Reply ALL_DOWN = new Reply(451, "4.4.1", "all hosts are down");

    private final Terrain terrain;
    private final SplittableRandom random;

    Operators(Terrain terrain, SplittableRandom random) {
        this.terrain = terrain;
        this.random = random;
    }

    /** Gives some command. */
    void command(Machine machine) {
        Operator operator = machine.node().operator();
        Target target = target(machine);
        if (random.nextBoolean() && !isKnown(operator, target)) return;
        if (random.nextInt(6) == 0) steer(operator);
        if (random.nextInt(6) == 0) request(machine);
        if (random.nextInt(6) == 0) resend(machine);
        switch (random.nextInt(10)) {
            case 0 -> operator.hold(target, UNHEARD::accept);
            case 1, 2, 3 -> operator.release(target, UNHEARD::accept);
            case 4 -> requeue(operator, target);
            case 5, 6 -> operator.flush(target, UNHEARD::accept);
            case 7 -> operator.expire(target instanceof Target.All ? one(machine) : target, UNHEARD::accept);
            case 8 -> operator.abort(site(), UNHEARD::accept);
            default -> operator.delete(one(machine), UNHEARD::accept);
        }
    }

    /** Has a mail go that was offered, or any other. */
    private void request(Machine machine) {
        machine.node().operator().request(one(machine).id(), UNHEARD::accept);
    }

    /** Has a neighbour get again what it had taken: it has it, and knows it again. */
    private void resend(Machine machine) {
        Instant since = machine.clock().instant().minus(Duration.ofMinutes(random.nextInt(600)));
        machine.node().operator().resend(new Resend(site(), since, random.nextBoolean(), random.nextInt(4) == 0),
                UNHEARD::accept);
    }

    /** Has a big send pause, go on or end; the last seldom, so that others come to their end. */
    private void steer(Operator operator) {
        int which = random.nextInt(10);
        StageCommand what = which == 0 ? StageCommand.ABORT : StageCommand.values()[which % 3];
        operator.steer(bigSend(random.nextInt(BIG_SENDS)), what, UNHEARD::accept);
    }

    static String bigSend(int number) {
        return "price list " + number;
    }

    private static void requeue(Operator operator, Target target) {
        if (target instanceof Target.All) {
            operator.change(MailFilter.of(Map.of("age", "60")), Operator.Act.REQUEUE, UNHEARD::accept);
        } else {
            operator.requeue(target, UNHEARD::accept);
        }
    }

    /** As whoever looks before he gives a command. */
    private static boolean isKnown(Operator operator, Target target) {
        try {
            operator.mustBeKnown(target);
            return true;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    private Target target(Machine machine) {
        return switch (random.nextInt(8)) {
            case 0 -> new Target.All();
            case 1, 2, 3 -> new Target.OfDomain(new Domain(Terrain.name(random.nextInt(terrain.nodes()))));
            default -> one(machine);
        };
    }

    private Target.OfMessage one(Machine machine) {
        List<QueueId> ids = machine.queue().domains().stream().map(DomainQueue::domain).sorted()
                .map(machine.queue()::walk).map(OrderCursor::peek)
                .flatMap(e -> e.map(x -> x.id().message()).stream()).toList();
        return new Target.OfMessage(ids.isEmpty() ? new QueueId(1) : ids.get(random.nextInt(ids.size())));
    }

    /** Looks at everything there is to see. */
    void look(Machine machine) {
        var overview = machine.node().overview();
        overview.domains(UNHEARD::accept);
        overview.routes(UNHEARD::accept);
        overview.someRoutes(machine.node().policy().routes().own(), UNHEARD::accept);
        overview.loads(UNHEARD::accept);
        overview.sessions(UNHEARD::accept);
        overview.busy(UNHEARD::accept);
        overview.calls(UNHEARD::accept);
        overview.data(UNHEARD::accept);
        overview.offered(UNHEARD::accept);
        overview.deadLines(UNHEARD::accept);
        overview.dead(10, UNHEARD::accept);
        overview.batch(bigSend(1), UNHEARD::accept);
        Domain first = new Domain(Terrain.name(0));
        overview.domain(first, UNHEARD::accept);
        overview.someDomains(List.of(first), UNHEARD::accept);
        overview.route(site(), UNHEARD::accept);
        if (one(machine) instanceof Target.OfMessage(QueueId id)) {
            overview.message(id, UNHEARD::accept);
            overview.text(id, 100, UNHEARD::accept);
            overview.part(id, 10, 100, UNHEARD::accept);
        }
        overview.envelopes(first, 10, UNHEARD::accept);
        overview.find(MailFilter.of(Map.of("from", "example")), 10, UNHEARD::accept);
        overview.findIds(MailFilter.of(Map.of("from", "example")), 10, UNHEARD::accept);
        overview.ages(MailFilter.ALL, AgeTable.By.DOMAIN, List.of(Duration.ofHours(1)), 10, UNHEARD::accept);
        overview.why(new Target.All(), 10, UNHEARD::accept);
        overview.why(new Address("postmaster", first), 10, UNHEARD::accept);
    }

    /** What else a node is told: of hosts, plans and expectations, and that somebody wants to be called. */
    void tell(Machine machine) {
        Node node = machine.node();
        String site = site();
        Instant now = machine.clock().instant();
        switch (random.nextInt(5)) {
            case 0 -> node.callBack(Terrain.name(random.nextInt(terrain.nodes())));
            case 1 -> health(machine, site, random.nextBoolean());
            case 2 -> node.follow(new Timetable(Map.of(site,
                    turn(machine, now.plusSeconds(random.nextInt(4000)), now))));
            case 3 -> node.expect(Map.of(site, now.plus(Duration.ofMinutes(random.nextInt(300)))));
            default -> {
                node.reckonBy(Pace.NOMINAL);
                node.askForTheTime(site);
            }
        }
    }

    /** A call before that might be dearer. */
    private static Timetable.Turn turn(Machine machine, Instant start, Instant now) {
        Instant from = start.getEpochSecond() % 2 == 0 ? start : Instant.MIN;
        return new Timetable.Turn(machine.name(), start, now.plusSeconds(8000), now.plusSeconds(8000), Duration.ZERO,
                from);
    }

    private String site() {
        return (random.nextInt(4) == 0 ? "also-n" : "to-n") + random.nextInt(terrain.nodes());
    }

    private static void health(Machine machine, String site, boolean down) {
        machine.node().health(site, Optional.of(ALL_DOWN).filter(_ -> down));
        if (down) machine.life().hostsDown().add(site);
        else machine.life().hostsDown().remove(site);
    }

    /** What too many failures or a pause have stopped goes on, and what waits for its stage need not any more. */
    void resume(Machine machine) {
        for (int i = 0; i < BIG_SENDS; i++) {
            machine.node().operator().steer(bigSend(i), StageCommand.RESUME, UNHEARD::accept);
            machine.node().operator().steer(bigSend(i), StageCommand.NEXT, UNHEARD::accept);
        }
    }

    /** All is as it should be again. */
    void mend(Machine machine) {
        machine.node().follow(Timetable.NONE);
        Operator operator = machine.node().operator();
        operator.release(new Target.All(), UNHEARD::accept);
        for (int i = 0; i < terrain.nodes(); i++) {
            health(machine, "to-n" + i, false);
            health(machine, "also-n" + i, false);
            operator.release(new Target.OfDomain(new Domain(Terrain.name(i))), UNHEARD::accept);
        }
    }
}
