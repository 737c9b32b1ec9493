package org.packetboat.app.web.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.connectors.jmx.usage.UsageMXBean;
import org.packetboat.connectors.jmx.usage.UsageRow;

/** How much was sent by whom, and where to. @param usage empty where it is not recorded */
record UsagePages(Optional<UsageMXBean> usage) {
    private static final int NOT_FOUND = 404;

    /** A page of rows. @param all how many there are */
    record Usage(int all, List<UsageRow> rows) {}

    WebAnswer list(WebRequest request) {
        if (usage.isEmpty())
            return JsonAnswers.wrong(NOT_FOUND, "Usage is not recorded; packetboat.yaml has no \"usage\".");
        Params params = Params.of(request);
        return JsonAnswers.ok(rows(usage.get(), params));
    }

    /** There may be more rows than fit into memory: one page of them is there at a time. */
    private static Usage rows(UsageMXBean usage, Params params) {
        int offset = params.offset();
        int limit = params.limit();
        List<UsageRow> wanted = new ArrayList<>();
        int all = 0;
        String after = "";
        do {
            UsageMXBean.Page page = usage.page(params.text("from"), params.text("to"), params.text("by"), after);
            page.rows().stream().skip(Math.max(0, offset - all)).limit(limit - wanted.size()).forEach(wanted::add);
            all += page.rows().size();
            after = page.next();
        } while (!after.isEmpty());
        return new Usage(all, wanted);
    }
}
