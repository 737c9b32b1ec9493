package org.packetboat.app.web.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.packetboat.connectors.jmx.row.DataRow;
import org.packetboat.engine.calls.Callee;
import org.packetboat.engine.calls.DataUse;
import org.packetboat.engine.calls.MonthlyData;
import org.packetboat.engine.route.Route;

/** What is used of months' data, and who waits for the next month since nothing is left of this one. */
final class NightData {
    private final List<MorningReport.Data> all;

    /** @param hasMail whether mail waits for a site */
    NightData(List<DataRow> rows, List<Route> routes, Predicate<String> hasMail) {
        all = rows
                .stream().map(row -> new MorningReport.Data(row.of(), row.used(), row.use().data().bytes(), row.pays(),
                        row.until(),
                        routes.stream().filter(route -> isStopped(route, row)).map(Route::site).filter(hasMail)
                                .distinct().sorted().toList()))
                .toList();
    }

    /** Whether no call may be made by a route since this is used up. */
    private static boolean isStopped(Route route, DataRow row) {
        Callee callee = Callee.of(route.site(), route.transport().number(), route.link());
        Stream<MonthlyData> far = route.terms().calls().far().data().stream()
                .filter(_ -> callee.far().equals(row.of()));
        Stream<MonthlyData> link = route.terms().calls().link().data().stream()
                .filter(_ -> callee.link().equals(row.of()));
        return Stream.concat(far, link)
                .anyMatch(data -> new DataUse(row.of(), data, row.used(), Instant.parse(row.until())).stops());
    }

    List<MorningReport.Data> all() {
        return all;
    }

    /** What of it a site waits for; of several, what it waits for longest. */
    Optional<MorningReport.Data> stopping(String site) {
        return all.stream().filter(data -> data.waiting().contains(site))
                .reduce((a, b) -> Instant.parse(a.until()).isBefore(Instant.parse(b.until())) ? b : a);
    }

    /** Why a site is not called. */
    static String why(MorningReport.Data data) {
        return "the month's data of " + data.of() + " are used up: " + data.words();
    }
}
