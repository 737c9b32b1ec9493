package org.packetboat.protocols.bundle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.protocols.bundle.content.BundleLimits;
import org.packetboat.protocols.bundle.packing.Room;

/**
 * A batch being filled. It takes about a minute of line, so that urgent mail never waits long behind it; a message is
 * never divided, and one that is larger goes alone. The same message for another domain costs next to nothing.
 */
public final class BundleRoom implements Room {
    private static final int SECONDS = 60;
    private static final long LEAST = 8 << 10;
    private static final long MOST = 8 << 20;
    private static final long COMMANDS = 200;
    private static final long RECIPIENT = 60;

    private final long room;
    private final BundleLimits limits;
    private final List<Transfer> transfers = new ArrayList<>();
    private final Set<QueueId> messages = new HashSet<>();
    private long filled;
    private int recipients;

    /**
     * @param rate  bytes per second of the line
     * @param ratio how many bytes of mail a byte of batch carries, as expected
     */
    public BundleRoom(long rate, double ratio, BundleLimits limits) {
        this.room = Math.clamp((long) (rate * SECONDS * ratio), LEAST, MOST);
        this.limits = limits;
    }

    @Override
    public boolean take(Transfer transfer) {
        long cost = cost(transfer);
        int to = transfer.envelope().recipients().size();
        boolean fits = filled + cost <= room && transfers.size() < limits.mails()
                && recipients + to <= limits.recipients();
        if (!fits && !transfers.isEmpty()) return false;
        transfers.add(transfer);
        messages.add(transfer.envelope().message().id());
        filled += cost;
        recipients += to;
        return true;
    }

    private long cost(Transfer transfer) {
        boolean again = messages.contains(transfer.envelope().message().id());
        return COMMANDS + RECIPIENT * transfer.envelope().recipients().size() + (again ? 0 : transfer.body().size());
    }

    @Override
    public boolean isFull() {
        return filled + COMMANDS >= room;
    }

    @Override
    public List<Transfer> transfers() {
        return List.copyOf(transfers);
    }
}
