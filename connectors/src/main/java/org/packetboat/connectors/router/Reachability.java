package org.packetboat.connectors.router;

import java.util.List;
import java.util.function.Consumer;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.router.Learned;
import org.packetboat.engine.router.LocalEntry;

/** What the server reaches, and wants to reach. Answers may come from any thread. */
public interface Reachability {
    /** What it reaches by routes of its own, as things are now. */
    void own(Consumer<List<LocalEntry>> answer);

    /** Domains that have mail and no way for it. */
    void stranded(Consumer<List<Domain>> answer);

    /** All that others reach, the best way first; replaces what was learned before. */
    void learned(List<Learned> ways);
}
