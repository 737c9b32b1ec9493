package org.packetboat.engine.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.packetboat.engine.forward.Server;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.status.Watcher;

/**
 * A whole machine with its servers in virtual time: the engine's own node and queue over a {@link SimStore}, stepped
 * when something came in and when it asked for it.
 */
public final class SimNode {
    private final SimTime time;
    private final SimInbox inbox = new SimInbox(this::soon);
    private final SimStore disk;
    private final Node node;
    private Instant wake = Instant.MAX;
    private boolean due;
    private boolean over;

    /** One with an empty queue. @param servers whose forwarders it has, at least one */
    public SimNode(SimTime time, List<Server> servers, Map<String, Link> links, Policy policy, Watcher watcher) {
        this(time, new SimStore(0), servers, links, policy, watcher);
    }

    /** One that finds this disk. The other parameters are those of the constructor above. */
    public SimNode(SimTime time, SimStore disk, List<Server> servers, Map<String, Link> links, Policy policy,
            Watcher watcher) {
        this.time = time;
        this.disk = disk;
        MailQueue queue = new MailQueue(disk);
        queue.offers().secretsOf(new AtomicLong()::incrementAndGet);
        node = new Node(servers, queue, inbox, links, policy, watcher, time.now(),
                () -> Duration.between(Instant.EPOCH, time.now()));
        queue.onArrival(this::soon);
        soon();
    }

    public Node node() {
        return node;
    }

    /** Its program is killed, and does nothing any more. @return what the next one finds on its disk */
    public SimStore kill() {
        over = true;
        disk.kill();
        return disk.reopen();
    }

    /** Many things that come in at one instant make one step. */
    private void soon() {
        if (due) return;
        due = true;
        time.at(time.now(), this::step);
    }

    private void step() {
        due = false;
        if (over) return;
        wake = node.step(time.now());
        if (wake.equals(Instant.MAX)) return;
        Instant asked = wake;
        time.at(asked, () -> rang(asked));
    }

    private void rang(Instant asked) {
        if (!over && !due && asked.equals(wake)) step();
    }
}
