package org.packetboat.engine.forward;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.calls.CallCount;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.mail.Reply;

/**
 * What waits for a route.
 *
 * @param envelopes how many
 * @param inSession whether some of it is being sent
 * @param lastReply why it is not called, or the last session failed, as far as is known
 * @param calls     that were made to its site lately, over lines or where they are limited
 * @param bytes     of what waits
 * @param takes     how long a call with all of it should last, with its dialling
 * @param data      what is used of a month's data, of its number and its link; that of which least is left comes first
 */
public record RouteBacklog(long envelopes, boolean inSession, Optional<Reply> lastReply,
        CallCount calls, long bytes, Duration takes, List<DataUse> data) {
    /** The same, of which a call takes so much along, and lasts so long. */
    public RouteBacklog carrying(long some, Duration time) {
        return new RouteBacklog(envelopes, inSession, lastReply, calls, some, time, data);
    }

    /** The same, of so many: the others wait for something else. */
    public RouteBacklog of(long some) {
        return new RouteBacklog(some, inSession, lastReply, calls, bytes, takes, data);
    }
}
