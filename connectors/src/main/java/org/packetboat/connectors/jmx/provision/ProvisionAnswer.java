package org.packetboat.connectors.jmx.provision;

import java.util.List;

/**
 * What changes came to.
 *
 * @param rows    each change, in their order
 * @param notes   what somebody should know besides, a sentence each: mail that nothing serves any more
 * @param inForce whether that is so now; false if it was only asked what would be
 */
public record ProvisionAnswer(List<ProvisionRow> rows, List<String> notes, boolean inForce) {}
