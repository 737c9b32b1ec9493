package org.packetboat.app.compose.cluster;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.app.compose.queue.QueuePlace;
import org.packetboat.connectors.jmx.cluster.ClusterMXBean;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.log.IntakeState;
import org.packetboat.engine.queue.FolderEpoch;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.store.Store;

/** The queue of an instance that this machine owns, for one term of its ownership. */
final class HubQueue implements QueuePlace {
    private final Store store;
    private final Supplier<IntakeState> state;
    private final ClusterMXBean machine;
    private volatile Runnable wake = () -> {};
    private volatile Optional<HubIntake> intake = Optional.empty();

    HubQueue(Store store, Supplier<IntakeState> state, ClusterMXBean machine) {
        this.store = store;
        this.state = state;
        this.machine = machine;
    }

    @Override
    public Opened open(Path data, FolderEpoch epoch, Runnable wakes) {
        wake = wakes;
        return new Opened(new MailQueue(store, epoch), () -> 0, store);
    }

    @Override
    public Intake gate(Intake open) {
        HubIntake gated = new HubIntake(open, state);
        intake = Optional.of(gated);
        return gated;
    }

    @Override
    public Optional<ClusterMXBean> machine() {
        return Optional.of(machine);
    }

    /** Mail may be sent from now on, or no longer. */
    void leaseChanged() {
        wake.run();
    }

    /** To be called now and then. */
    void look() {
        intake.ifPresent(HubIntake::look);
    }
}
