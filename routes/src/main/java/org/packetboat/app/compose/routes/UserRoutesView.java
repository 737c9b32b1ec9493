package org.packetboat.app.compose.routes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.packetboat.camel.files.RouteFiles;
import org.packetboat.camel.files.RouteStanding;
import org.packetboat.connectors.jmx.routes.UserRouteRow;
import org.packetboat.connectors.jmx.routes.UserRoutesMXBean;

/** What operators see of the routes of route files. */
public record UserRoutesView(RouteFiles files) implements UserRoutesMXBean {
    /** What is wrong now, for the server's status: with files, and with routes that can't do their work. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(files.problems());
        files.standings().stream().filter(route -> !route.trouble().isEmpty())
                .forEach(route -> all.add(route.file() + ": route " + route.id() + ": " + route.trouble()));
        return all;
    }

    private long sum(ToLongFunction<RouteStanding> what) {
        return files.standings().stream().mapToLong(what).sum();
    }

    @Override
    public int getRoutes() {
        return files.standings().size();
    }

    @Override
    public int getUnwell() {
        return (int) sum(route -> route.trouble().isEmpty() ? 0 : 1);
    }

    @Override
    public long getCompleted() {
        return sum(RouteStanding::completed);
    }

    @Override
    public long getFailed() {
        return sum(RouteStanding::failed);
    }

    @Override
    public long getUnderWay() {
        return sum(RouteStanding::underWay);
    }

    @Override
    public List<UserRouteRow> listRoutes() {
        return files.standings().stream().map(route -> new UserRouteRow(route.id(), route.state(), route.completed(),
                route.failed(), route.underWay(), route.meanMs(), route.last().map(Instant::toString).orElse(""),
                route.trouble().isEmpty() ? route.failure() : route.trouble(), route.from(), route.file())).toList();
    }
}
