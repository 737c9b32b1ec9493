package org.packetboat.connectors.jmx.recipients;

import java.util.List;

/**
 * A list of recipients. Times are ISO 8601 in UTC, empty if never.
 *
 * @param source     what it is read from
 * @param rows       how many recipients are known
 * @param read       when they were read
 * @param readMillis the same as a number; -1 if never
 * @param problem    why it is not as its source is; empty if it is
 */
public record RecipientListRow(String list, String source, List<String> domains, long rows, String read,
        long readMillis, String problem) {}
