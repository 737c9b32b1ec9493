package org.packetboat.engine.forward;

import java.util.Optional;
import org.packetboat.engine.mail.Reply;

/**
 * What waits for a route.
 *
 * @param envelopes how many
 * @param inSession whether some of it is being sent
 * @param lastReply why the last session failed, as far as is known
 */
public record RouteBacklog(long envelopes, boolean inSession, Optional<Reply> lastReply) {}
