package org.packetboat.simulator.world;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.packetboat.engine.hub.SiteClaims;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.RelayedSupply;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.sim.SimLine;
import org.packetboat.protocols.smtp.server.port.Claims;

/**
 * The part of one life of a node in a hub: before it calls a site that other nodes may call, too, it asks them, and it
 * answers them. One that can't be asked has nothing against it.
 */
final class HubPart implements Claims {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Machine machine;
    private final Life life;
    private final Calls.World world;
    private final SiteClaims claims;

    HubPart(Machine machine, Life life, Calls.World world) {
        this.machine = machine;
        this.life = life;
        this.world = world;
        this.claims = new SiteClaims(machine.name());
        claims.share(world.shared(machine.name()));
    }

    /** Calls a site, if nobody else does. @param dial makes the call */
    Link.Session call(String site, Supply supply, Function<Supply, Link.Session> dial) {
        if (!claims.isShared(site)) return dial.apply(supply);
        Claiming session = new Claiming(site, supply, dial);
        session.go(claims.want(site));
        return session;
    }

    /** Any answer, and any question, is a sign of life. @param alive whether the machine of a server said something */
    private void heard(String server, boolean alive) {
        if (alive && !life.parts().heard(true)) return;
        Optional<Reply> why = alive ? Optional.empty() : Optional.of(new Reply(451, "4.4.1", server + " is silent"));
        world.shared(machine.name()).entrySet().stream().sorted(Map.Entry.comparingByKey())
                .filter(site -> site.getValue().ahead().stream().limit(1).anyMatch(server::equals)).findFirst()
                .ifPresent(site -> machine.node().health(site.getKey() + "@" + server, why));
    }

    @Override
    public void claimed(String site, String server, Consumer<Boolean> answer) {
        heard(server, true);
        switch (claims.asked(site, server)) {
            case FREE -> answer.accept(life.parts().free(true));
            case TAKEN -> answer.accept(life.parts().free(false));
            case FREE_WITHOUT_SESSION -> machine.node().overview().sessions(all -> answer.accept(
                    life.parts().free(all.stream().noneMatch(session -> session.site().equals(site)))));
        }
    }

    private void ask(SiteClaims.Step.Ask ask, Consumer<Optional<Boolean>> answer) {
        Machine other = world.machine(ask.server());
        if (other.isDown() || world.wires().unanswered()) {
            life.in(PATIENCE, () -> answer.accept(Optional.empty()));
            return;
        }
        SimLine wire = world.wires().wire(false);
        HubQuestion question = new HubQuestion(life.line(wire.a()), machine.name(), ask.site(), answer);
        life.attach(wire, wire.a(), question);
        other.life().attach(wire, wire.b(), other.sessions().smtpServer(other.life().line(wire.b())));
        life.in(PATIENCE, question::giveUp);
        wire.connect();
    }

    /** A call for which the others are asked first. */
    private final class Claiming implements Link.Session {
        private final String site;
        private final Supply supply;
        private final Function<Supply, Link.Session> dial;
        private Optional<Link.Session> begun = Optional.empty();
        private Optional<String> stopped = Optional.empty();
        private boolean allAnswered = true;
        private boolean othersWait;

        Claiming(String site, Supply supply, Function<Supply, Link.Session> dial) {
            this.site = site;
            this.supply = supply;
            this.dial = dial;
        }

        void go(SiteClaims.Step step) {
            switch (step) {
                case SiteClaims.Step.Ask ask -> ask(ask, free -> {
                    heard(ask.server(), free.isPresent());
                    allAnswered &= free.isPresent();
                    go(claims.answered(site, ask.server(), free.orElse(true)));
                });
                case SiteClaims.Verdict.Denied(String by) -> supply.ended(
                        new Ending.Unreached(new Reply(450, "4.3.2", "Server " + by + " calls " + site + " now")));
                case SiteClaims.Verdict.Granted() -> stopped.ifPresentOrElse(
                        why -> supply.ended(new Ending.Stopped(why)), this::dial);
            }
        }

        private void dial() {
            Runnable over = world.shifts().begin(site, machine.name(), allAnswered);
            life.whenOver(over);
            begun = Optional.of(dial.apply(new RelayedSupply(supply, ending -> {
                life.forget(over);
                over.run();
                supply.ended(ending);
            })));
            if (othersWait) begun.get().othersWait();
        }

        @Override
        public void stop(boolean now, String why) {
            stopped = Optional.of(why);
            begun.ifPresent(session -> session.stop(now, why));
        }

        @Override
        public void mailWaits(Priority highest) {
            begun.ifPresent(session -> session.mailWaits(highest));
        }

        @Override
        public void othersWait() {
            othersWait = true;
            begun.ifPresent(Link.Session::othersWait);
        }
    }
}
