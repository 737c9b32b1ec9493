package org.packetboat.engine.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    private final Node node;
    private Instant wake = Instant.MAX;
    private boolean due;

    /** @param servers whose forwarders it has, at least one */
    public SimNode(SimTime time, List<Server> servers, Map<String, Link> links, Policy policy, Watcher watcher) {
        this.time = time;
        MailQueue queue = new MailQueue(new SimStore(0));
        node = new Node(servers, queue, inbox, links, policy, watcher, time.now(),
                () -> Duration.between(Instant.EPOCH, time.now()));
        queue.onArrival(this::soon);
        soon();
    }

    public Node node() {
        return node;
    }

    /** Many things that come in at one instant make one step. */
    private void soon() {
        if (due) return;
        due = true;
        time.at(time.now(), this::step);
    }

    private void step() {
        due = false;
        wake = node.step(time.now());
        if (wake.equals(Instant.MAX)) return;
        Instant asked = wake;
        time.at(asked, () -> rang(asked));
    }

    private void rang(Instant asked) {
        if (!due && asked.equals(wake)) step();
    }
}
