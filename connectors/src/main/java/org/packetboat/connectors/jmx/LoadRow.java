package org.packetboat.connectors.jmx;

import java.util.List;
import org.packetboat.connectors.jmx.row.DataRow;

/**
 * What waits for a site, for plans; see {@link org.packetboat.engine.site.SiteLoad}. Empty texts where nothing limits
 * it.
 *
 * @param mails how many messages, counting one for two domains twice
 * @param by   when the first of it has to be there: deliver-by or, without one, when it is returned; the
 *             earliest instant there is, {@code -1000000000-01-01T00:00:00Z}, if nobody has looked since the start
 * @param from before this it is not tried: it is held, not due, or the site rests
 * @param ends when the first of it is returned to its sender
 * @param able the servers that may call the site
 * @param below of the grades of its mail the one that this is of, which has a call of its own in plans; {@code site}
 *              has that added then, where other mail waits for the site, too
 * @param data  what is used of what a month includes, for its link and its number
 * @param failing whether the last session with it failed
 */
public record LoadRow(String site, long bytes, long mails, String by, String from, String ends, List<String> able,
        String below, List<DataRow> data, boolean failing) {}
