package org.packetboat.engine.history;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.packetboat.engine.mail.Domain;

/**
 * What became of messages, as it was written down when it happened. May be asked from any thread. An answer waits for
 * the disk, so the node never asks. There may be gaps, and the answer says where; what it tells did happen.
 */
public interface DeliveryHistory {
    /** For who keeps none. */
    DeliveryHistory NONE = (_, _, _) -> new Findings(List.of(), false, Optional.empty(), List.of());

    /**
     * The stories of messages, the newest first.
     *
     * @param what a queue id, a Message-ID with or without its brackets, the address of a sender or recipient, or the
     *             name of a big send; in upper or lower case
     * @param most how many messages at most
     * @param ways the sites that a domain's mail may be given to: calls that did not reach them are told of, too
     */
    Findings trace(String what, int most, Function<Domain, Set<String>> ways);
}
