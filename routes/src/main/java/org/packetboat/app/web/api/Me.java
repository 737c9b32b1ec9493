package org.packetboat.app.web.api;

import java.util.Locale;
import org.packetboat.app.web.board.BoardSource;
import org.packetboat.connectors.http.WebRequest;

/**
 * Who asks.
 *
 * @param user empty without a login
 * @param role {@code reader} or {@code operator}
 * @param session whether he logged in on a page, so that he can log out there
 * @param now  by the server's clock
 * @param zone in which times are told
 */
record Me(String server, String version, String user, String role, boolean session, String now, String zone) {
    static Me of(WebRequest request, BoardSource source) {
        WebRequest.Caller caller = request.caller();
        return new Me(source.server().getName(), source.server().getVersion(), caller.user(),
                caller.role().name().toLowerCase(Locale.ROOT),
                caller.session(), source.now().toString(), source.zone().getId());
    }
}
