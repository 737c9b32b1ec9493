package org.packetboat.engine.forward;

import java.util.LinkedHashMap;
import java.util.Map;
import org.packetboat.engine.mail.Reply;

/**
 * The replies heard lately, each once: half a million sites that are not reached for the same reason keep one text, not
 * half a million. Used by the node only.
 */
final class KnownReplies {
    private static final int MOST = 1000;

    private final Map<Reply, Reply> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Reply, Reply> eldest) {
            return size() > MOST;
        }
    };

    /** The same reply, as it was heard before if it was. */
    Reply same(Reply reply) {
        Reply before = known.putIfAbsent(reply, reply);
        return before == null ? reply : before;
    }
}
