package org.packetboat.app.web.api;

import java.util.Locale;
import org.packetboat.app.web.board.BoardSource;
import org.packetboat.connectors.http.WebRequest;

/**
 * Who asks.
 *
 * @param user empty without a login
 * @param role {@code reader} or {@code operator}
 * @param now  by the server's clock
 * @param zone in which times are told
 */
record Me(String server, String version, String user, String role, String now, String zone) {
    static Me of(WebRequest.Caller caller, BoardSource source) {
        return new Me(source.server().getName(), source.server().getVersion(), caller.user(),
                caller.role().name().toLowerCase(Locale.ROOT), source.now().toString(), source.zone().getId());
    }
}
