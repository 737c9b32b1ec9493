package org.packetboat.connectors.jmx;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.packetboat.connectors.jmx.row.Times;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.node.ExpectedEnvelope;
import org.packetboat.engine.queue.DomainQueue;

/** A domain's queue. Its size is that of this moment, the rest that of the picture. */
record QueueBean(DomainQueue domain, Supplier<Optional<DomainStatus>> status,
        IntFunction<List<ExpectedEnvelope>> first) implements QueueMXBean {
    private Optional<Instant> time(Function<DomainStatus, Optional<Instant>> which) {
        return status.get().flatMap(which);
    }

    @Override
    public long getDepth() {
        return domain.depth();
    }

    @Override
    public long getBytes() {
        return domain.bytes();
    }

    @Override
    public String getOldest() {
        return Times.text(time(DomainStatus::oldest));
    }

    @Override
    public long getOldestMillis() {
        return Times.millis(time(DomainStatus::oldest));
    }

    @Override
    public String getNextWindow() {
        return Times.text(time(DomainStatus::next));
    }

    @Override
    public long getNextWindowMillis() {
        return Times.millis(time(DomainStatus::next));
    }

    @Override
    public String getExpectedArrival() {
        return Times.text(time(DomainStatus::arrival));
    }

    @Override
    public long getExpectedArrivalMillis() {
        return Times.millis(time(DomainStatus::arrival));
    }

    @Override
    public String getState() {
        return status.get().map(DomainStatus::state).orElse("");
    }

    @Override
    public String getLastReply() {
        return status.get().flatMap(DomainStatus::lastReply).map(Reply::toString).orElse("");
    }

    @Override
    public String getTrouble() {
        return status.get().flatMap(DomainStatus::trouble).orElse("");
    }

    @Override
    public String getSite() {
        return status.get().flatMap(DomainStatus::site).orElse("");
    }

    @Override
    public List<EnvelopeRow> listEnvelopes(int most) {
        return first.apply(most).stream().map(Rows::of).toList();
    }
}
