package org.packetboat.simulator.call;

import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkSession.Event;
import org.packetboat.engine.link.RelayedSupply;
import org.packetboat.engine.link.SessionDriver;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.sim.SimLine;

/** One call: dials, lets the real sessions of both sides talk over a simulated wire, hangs up. */
public final class SimulatedCall implements Link.Session {
    private final Station caller;
    private final Intake intake;
    private final Course course;
    private final Supply supply;
    private Optional<SessionDriver> driver = Optional.empty();
    private Optional<String> stopped = Optional.empty();
    private boolean othersWait;
    private boolean over;

    private SimulatedCall(Station caller, Intake intake, Course course, Supply supply) {
        this.caller = caller;
        this.intake = intake;
        this.course = course;
        this.supply = supply;
    }

    /**
     * Picks up the line.
     *
     * @param intake takes in what the far side brings
     * @param supply hears of the end when the line is free again
     */
    public static SimulatedCall dial(Station caller, Intake intake, Course course, Supply supply) {
        SimulatedCall call = new SimulatedCall(caller, intake, course, supply);
        caller.in(course.dialling(), call::dialled);
        return call;
    }

    private void dialled() {
        stopped.<Ending>map(Ending.Stopped::new).or(() -> course.unanswered().map(Ending.Unreached::new))
                .ifPresentOrElse(this::over, this::connect);
    }

    private void connect() {
        SimLine wire = course.wire();
        SessionDriver calling = new SessionDriver(course.calling(() -> turn(wire)), caller.line(wire.a()),
                new RelayedSupply(supply, this::over), caller.clock()::instant, intake);
        caller.attach(wire, wire.a(), calling::on);
        driver = Optional.of(calling);
        if (othersWait) calling.othersWait();
        course.answer(wire);
        wire.connect();
    }

    /** The far side is the client from now on: what it brings is taken in, and its end is ours. */
    private void turn(SimLine wire) {
        Consumer<Event> server = course.turned(caller.line(wire.a()));
        caller.attach(wire, wire.a(), event -> {
            if (!over) supply.active();
            server.accept(event);
            if (event instanceof Event.Lost) over(new Ending.Finished());
        });
    }

    private void over(Ending ending) {
        if (over) return;
        over = true;
        caller.in(course.hangUp(), () -> supply.ended(ending));
    }

    @Override
    public void stop(boolean now, String why) {
        stopped = Optional.of(why);
        driver.ifPresent(d -> d.stop(now, why));
    }

    /** One that has not begun asks for its mail when it does. */
    @Override
    public void mailWaits(Priority highest) {
        driver.ifPresent(d -> d.mailWaits(highest));
    }

    @Override
    public void othersWait() {
        othersWait = true;
        driver.ifPresent(SessionDriver::othersWait);
    }
}
