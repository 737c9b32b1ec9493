package org.packetboat.engine.site;

import java.time.Instant;
import java.util.Optional;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Route;

/**
 * A site as people see it.
 *
 * @param inSession whether a session is under way
 * @param next      when it will be tried next; empty if nothing waits for it or its window never opens
 * @param lastReply why it is not called, a limit, or why the last session failed; empty if it didn't
 */
public record SiteStatus(String name, Route route, boolean inSession, Optional<Instant> next,
        Optional<Reply> lastReply) {}
