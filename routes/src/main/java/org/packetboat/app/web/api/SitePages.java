package org.packetboat.app.web.api;

import org.packetboat.app.web.board.BoardSource;
import org.packetboat.app.web.board.SiteDetail;
import org.packetboat.app.web.board.SiteQuery;
import org.packetboat.app.web.board.SiteRows;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebRequest;

/** Sites, as a table and one by one. */
record SitePages(BoardSource source) {
    private SiteRows rows() {
        return new SiteRows(source.snapshot(), source.plans().bySite(), source.now());
    }

    WebAnswer list(WebRequest request) {
        Params params = Params.of(request);
        return JsonAnswers.ok(new SiteQuery(params.text("q"), params.text("state"), params.text("sort", "urgency"),
                params.text("down").equals("true"), params.offset(), params.limit()).of(rows().rows()));
    }

    WebAnswer one(WebRequest request) {
        String name = request.inPath().get("site");
        return SiteDetail.of(source, rows(), name).map(JsonAnswers::ok)
                .orElseGet(() -> JsonAnswers.wrong(404, "There is no site \"" + name + "\"."));
    }
}
