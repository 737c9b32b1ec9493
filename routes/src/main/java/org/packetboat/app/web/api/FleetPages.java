package org.packetboat.app.web.api;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.packetboat.app.web.board.BoardSource;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.connectors.jmx.fleet.BranchRow;

/** How the branches are that tell it. */
record FleetPages(BoardSource source) {
    /** Silent, two of it, its clock; then those that have a problem of their own; then the others. */
    private static final Comparator<BranchRow> WORST_FIRST = Comparator.<BranchRow>comparingInt(
            b -> b.seen().isEmpty() ? b.problems() > 0 ? 1 : 2 : 0)
            .thenComparing(Comparator.comparingLong(BranchRow::silent).reversed()).thenComparing(BranchRow::site);

    /**
     * A page of branches.
     *
     * @param all      how many have ever told
     * @param wrong    how many of them something is wrong with, as seen from here
     * @param matching how many of them the text finds
     */
    record Fleet(String now, int all, int wrong, int matching, List<BranchRow> rows) {}

    /** Those that need a person come first. */
    WebAnswer list(WebRequest request) {
        Params params = Params.of(request);
        List<BranchRow> all = source.branches();
        String text = params.text("q").toLowerCase(Locale.ROOT);
        List<BranchRow> found = all.stream().filter(b -> told(b).contains(text)).sorted(WORST_FIRST).toList();
        return JsonAnswers.ok(new Fleet(source.now().toString(), all.size(),
                (int) all.stream().filter(b -> !b.seen().isEmpty()).count(), found.size(),
                found.stream().skip(params.offset()).limit(params.limit()).toList()));
    }

    private static String told(BranchRow branch) {
        return String.join("\n", branch.site(), branch.version(), branch.problem(), branch.seen())
                .toLowerCase(Locale.ROOT);
    }
}
