package org.packetboat.connectors.uucp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.batch.Frozen;
import org.packetboat.engine.link.Transfer;

/** A batch of an earlier call. It is sent once the supply has offered all its mails again; else it is void. */
final class Thawing {
    private final Frozen frozen;
    private final Map<String, Transfer> found = new HashMap<>();

    Thawing(Frozen frozen) {
        this.frozen = frozen;
    }

    Frozen frozen() {
        return frozen;
    }

    /** Whether this one is in it; then it is kept for it. */
    boolean claims(Transfer transfer) {
        String mark = Frozen.mark(transfer);
        if (!frozen.marks().contains(mark)) return false;
        found.put(mark, transfer);
        return true;
    }

    /** The batch, once all its mails are there. */
    Optional<BatchJob> job() {
        if (found.size() < frozen.marks().size()) return Optional.empty();
        return Optional.of(new BatchJob(frozen, found(), 0, false));
    }

    /** Its mails that were offered so far, in order. */
    List<Transfer> found() {
        List<Transfer> all = new ArrayList<>();
        for (String mark : frozen.marks()) {
            if (found.containsKey(mark)) all.add(found.get(mark));
        }
        return all;
    }
}
