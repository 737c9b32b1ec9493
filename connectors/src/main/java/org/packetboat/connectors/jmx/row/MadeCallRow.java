package org.packetboat.connectors.jmx.row;

import java.time.Instant;
import org.packetboat.engine.calls.Callee;
import org.packetboat.engine.calls.MadeCall;

/**
 * A call of the last day, as limits count it.
 *
 * @param site  what counts calls to the site, such as {@code site denver}
 * @param far   the same for its number, or the site again
 * @param link  the same for its link
 * @param began ISO 8601
 * @param ended as {@code began} if it reached nobody
 */
public record MadeCallRow(String site, String far, String link, String began, String ended) {
    public static MadeCallRow of(MadeCall call) {
        return new MadeCallRow(call.callee().site(), call.callee().far(), call.callee().link(),
                call.began().toString(), call.ended().toString());
    }

    /** The call. */
    public MadeCall call() {
        return new MadeCall(new Callee(site, far, link), Instant.parse(began), Instant.parse(ended));
    }
}
