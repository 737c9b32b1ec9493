package org.packetboat.app.web.board;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.packetboat.app.planning.NightAnswer;
import org.packetboat.app.planning.NightChange;
import org.packetboat.app.web.book.AuditBook;
import org.packetboat.app.web.book.PastCalls;
import org.packetboat.app.web.book.RecentEvents;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.fleet.BranchRow;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.schedules.plan.question.PlanServer;

/** The running server, as the board asks it. */
public interface BoardSource {
    /** By the server's clock; browsers' clocks may be wrong. */
    Instant now();

    /** In which times are told. */
    ZoneId zone();

    /** What waits and who is called; at most a second old, if the node answers. */
    BoardSnapshot snapshot();

    /** What MBeans and commands ask; it asks the node, and waits for it. */
    ServerMXBean server();

    /** All routes in force. */
    List<Route> routes();

    /** The servers of this machine, with their lines. */
    List<PlanServer> servers();

    /** What is planned. */
    PlanMemory plans();

    /** What the planner says of tonight, as it would be. */
    NightAnswer night(NightChange change, boolean remedies);

    PastCalls calls();

    RecentEvents events();

    AuditBook audit();

    /** What is known of process, disk and connections, without the node. */
    HealthFacts health();

    /** How each branch was that tells it, when it was heard last. */
    List<BranchRow> branches();

    /** An event as a JSON object, as everybody else is told of it. */
    byte[] json(StatusEvent event);
}
