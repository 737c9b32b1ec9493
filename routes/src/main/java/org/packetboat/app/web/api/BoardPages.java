package org.packetboat.app.web.api;

import java.util.List;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.http.StaticFile;

/**
 * The pages of the board, as they lie in the jar: one frame for all addresses, and what it loads. They hold no data, so
 * that who is not logged in yet can have them, too.
 */
public final class BoardPages {
    private static final List<String> ADDRESSES = List.of("/", "/sites", "/sites/{site}", "/queue", "/messages/{id}",
            "/sends", "/sends/{name}", "/reports", "/reports/{night}", "/health");
    static final List<String> FILES = List.of("app.js", "action.js", "api.js", "board.css", "dom.js", "format.js",
            "health.js", "icon.svg", "live.js", "message.js", "parts.js", "queue.js", "report.js", "rows.js",
            "sends.js", "site.js",
            "sites.js", "texts.js", "timeline.js", "tonight.js", "whatif.js");

    private BoardPages() {}

    /** Adds all of them. */
    public static void addTo(Api.Pages pages) {
        StaticFile frame = StaticFile.of(BoardPages.class, "board/index.html");
        ADDRESSES.forEach(address -> pages.add("GET", address, Role.ANYBODY, frame));
        FILES.forEach(file -> pages.add("GET", "/board/" + file, Role.ANYBODY,
                StaticFile.of(BoardPages.class, "board/" + file)));
    }
}
