package org.packetboat.connectors.jmx;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.packetboat.connectors.jmx.row.Times;
import org.packetboat.engine.queue.ledger.BatchSummary;

/** How far a big send is. */
record BatchBean(Supplier<Optional<BatchSummary>> summary, Supplier<String> stage,
        Supplier<List<BatchSiteRow>> rows) implements BatchMXBean {
    private long count(ToLongFunction<BatchSummary> what) {
        return summary.get().stream().mapToLong(what).sum();
    }

    @Override
    public String getStarted() {
        return Times.text(summary.get().map(BatchSummary::started));
    }

    @Override
    public long getStartedMillis() {
        return Times.millis(summary.get().map(BatchSummary::started));
    }

    @Override
    public long getSites() {
        return count(BatchSummary::sites);
    }

    @Override
    public long getWaiting() {
        return count(BatchSummary::waiting);
    }

    @Override
    public long getDelivered() {
        return count(BatchSummary::delivered);
    }

    @Override
    public long getRelayed() {
        return count(BatchSummary::relayed);
    }

    @Override
    public long getLate() {
        return count(BatchSummary::late);
    }

    @Override
    public long getFailed() {
        return count(BatchSummary::failed);
    }

    @Override
    public String getStage() {
        return stage.get();
    }

    @Override
    public List<BatchSiteRow> listEnvelopes() {
        return rows.get();
    }
}
