package org.packetboat.connectors.jmx;

import java.util.List;
import org.packetboat.connectors.jmx.server.Asking;
import org.packetboat.engine.node.BatchSite;
import org.packetboat.engine.node.Node;

/** How the sites of a big send stand, as rows. */
public final class BatchListing {
    private BatchListing() {}

    /** Asks the node, and waits for its answer; empty if the big send is not known. */
    public static List<BatchSiteRow> of(Node node, String name) {
        return Asking.<List<BatchSite>>answer(answer -> node.overview().batch(name, answer)).stream().map(Rows::of)
                .toList();
    }
}
