package org.packetboat.connectors.jmx;

import java.util.List;
import org.packetboat.connectors.jmx.server.Asking;
import org.packetboat.engine.node.BatchSite;
import org.packetboat.engine.node.Node;

/**
 * How a site stands with a big send; see {@link org.packetboat.engine.node.BatchSite}. Empty texts where there is
 * nothing to say.
 *
 * @param state      {@code waiting}, {@code staged}, {@code paused}, {@code sending}, {@code overdue}, {@code
 *                   relayed}, {@code delivered}, {@code late} or {@code failed}
 * @param done       bytes sent by the transfer under way
 * @param expected   when it should have it all
 * @param settled    when it had it all, or was given up
 * @param reply      why it waits, failed, or will fail: no route serves it, or what its host said last
 * @param envelope   the envelope, for {@code show} and the log
 */
public record BatchSiteRow(String domain, String site, String state, int recipients, long done, long size,
        String deliverBy, String expected, String settled, String reply, String envelope) {
    /** How all sites of a big send stand: asks the node, and waits for its answer; empty if it is not known. */
    public static List<BatchSiteRow> of(Node node, String bigSend) {
        return Asking.<List<BatchSite>>answer(answer -> node.overview().batch(bigSend, answer)).stream().map(Rows::of)
                .toList();
    }
}
