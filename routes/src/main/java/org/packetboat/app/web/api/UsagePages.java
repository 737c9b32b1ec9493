package org.packetboat.app.web.api;

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
        List<UsageRow> all = usage.get().list(params.text("from"), params.text("to"), params.text("by"));
        return JsonAnswers.ok(new Usage(all.size(),
                all.stream().skip(params.offset()).limit(params.limit()).toList()));
    }
}
