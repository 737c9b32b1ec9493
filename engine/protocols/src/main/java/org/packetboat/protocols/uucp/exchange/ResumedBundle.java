package org.packetboat.protocols.uucp.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.link.Transfer;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.uucp.mail.BundleJob;

/** A batch of an earlier call. It is sent once the supply has offered all its mails again; else it is void. */
final class ResumedBundle {
    private final PackedBundle frozen;
    private final Map<String, Transfer> found = new HashMap<>();

    ResumedBundle(PackedBundle frozen) {
        this.frozen = frozen;
    }

    PackedBundle frozen() {
        return frozen;
    }

    /** Whether this one is in it; then it is kept for it. */
    boolean claims(Transfer transfer) {
        String mark = PackedBundle.mark(transfer);
        if (!frozen.marks().contains(mark)) return false;
        found.put(mark, transfer);
        return true;
    }

    /** The batch, once all its mails are there. */
    Optional<BundleJob> job() {
        if (found.size() < frozen.marks().size()) return Optional.empty();
        return Optional.of(new BundleJob(frozen, found(), 0, false));
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
