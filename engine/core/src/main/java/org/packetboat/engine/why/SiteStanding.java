package org.packetboat.engine.why;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.calls.LimitReached;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.site.SiteState;

/**
 * How the forwarder stands to a site at an instant.
 *
 * @param state     why it can or can't be called
 * @param limit     the limit of its calls that leaves none now
 * @param lastReply why the last session with it failed; empty if it didn't
 * @param inSession whether a session with it is under way
 * @param others    the sites that have its link's sessions now
 * @param isStuck   whether nothing is sent at all, since the disk does not take what became of mail
 * @param maySend   whether no other machine of a hub may be sending the same mail
 * @param cheaper   until when it waits for a cheaper hour
 */
public record SiteStanding(String site, SiteState state, Optional<LimitReached> limit, Optional<Reply> lastReply,
        boolean inSession, List<String> others, boolean isStuck, boolean maySend,
        Optional<Instant> cheaper) {
    public SiteStanding {
        others = List.copyOf(others);
    }
}
