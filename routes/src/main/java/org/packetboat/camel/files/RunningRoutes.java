package org.packetboat.camel.files;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.URISupport;
import org.packetboat.camel.PacketboatComponent;
import org.packetboat.schedules.file.Source;

/**
 * The routes that run, by the file they stand in. There is a context only while there are routes: a server without
 * route files pays nothing for Camel. Used by one thread at a time; {@link #standings} by any.
 */
final class RunningRoutes {
    private final RouteContexts contexts;
    private final Supplier<PacketboatComponent> component;
    private final Map<String, Source> files = new HashMap<>();
    private final Map<String, Set<String>> ids = new ConcurrentHashMap<>();
    private final RouteTallies tallies;
    private volatile Optional<CamelContext> context = Optional.empty();

    RunningRoutes(RouteContexts contexts, Supplier<PacketboatComponent> component, InstantSource clock) {
        this.contexts = contexts;
        this.tallies = new RouteTallies(clock);
        this.component = component;
    }

    /** The files whose routes run, as they were loaded. */
    Map<String, Source> files() {
        return files;
    }

    /**
     * Runs a file's routes in place of those it had before. If they can't be started, those run on.
     *
     * @return the ids of its routes
     * @throws Exception    why they can't be started
     * @throws LinkageError if a jar lacks another
     */
    Set<String> load(Source file) throws Exception {
        Optional<Source> before = Optional.ofNullable(files.get(file.name()));
        try {
            update(file);
        } catch (Exception | LinkageError e) {
            restore(file, before, e);
            throw e;
        }
        files.put(file.name(), file);
        return ids.get(file.name());
    }

    private void restore(Source file, Optional<Source> before, Throwable why) {
        try {
            remove(file.name());
            if (before.isPresent()) {
                update(before.get());
                files.put(file.name(), before.get());
            }
        } catch (Exception | LinkageError e) {
            why.addSuppressed(e);
        }
    }

    /** Whatever comes of it, no route is left that no file holds. */
    private void update(Source file) throws Exception {
        CamelContext running = running();
        ids.remove(file.name());
        try {
            ids.put(file.name(), PluginHelper.getRoutesLoader(running).updateRoutes(RouteResource.of(file)));
        } finally {
            prune(running);
        }
    }

    private void prune(CamelContext running) throws Exception {
        List<String> kept = ids.values().stream().flatMap(Set::stream).toList();
        for (RouteDefinition route : RouteCheck.definitions(running))
            if (!kept.contains(route.getRouteId())) remove(running, route.getRouteId());
    }

    private CamelContext running() throws Exception {
        if (context.isEmpty()) {
            CamelContext made = contexts.toRun(component.get(), tallies);
            made.start();
            context = Optional.of(made);
        }
        return context.get();
    }

    /** Stops a file's routes, after what they have under way. */
    void remove(String file) throws Exception {
        files.remove(file);
        ids.remove(file);
        if (ids.isEmpty()) {
            close();
        } else if (context.isPresent()) {
            prune(context.get());
        }
    }

    private static void remove(CamelContext context, String id) throws Exception {
        context.getRouteController().stopRoute(id);
        context.removeRoute(id);
        ModelCamelContext model = (ModelCamelContext) context;
        Optional.ofNullable(model.getRouteDefinition(id)).ifPresent(route -> model.getRouteDefinitions().remove(route));
    }

    /** How each of them is doing. */
    List<RouteStanding> standings() {
        Optional<CamelContext> running = context;
        if (running.isEmpty()) return List.of();
        Map<String, String> troubles = RouteHealth.troubles(running.get());
        List<RouteStanding> all = new ArrayList<>();
        ids.forEach((file, routes) -> routes.stream().sorted()
                .forEach(id -> Optional.ofNullable(running.get().getRoute(id)).ifPresent(route -> all
                        .add(standing(running.get(), route, file, troubles.getOrDefault(id, ""))))));
        return all;
    }

    private RouteStanding standing(CamelContext running, Route route, String file, String trouble) {
        RouteTally tally = tallies.of(route.getId()).orElseThrow();
        Optional<RouteTally.Last> last = tally.last();
        return new RouteStanding(route.getId(), file,
                contexts.fit(URISupport.sanitizeUri(route.getEndpoint().getEndpointUri())),
                running.getRouteController().getRouteStatus(route.getId()).name().toLowerCase(Locale.ROOT),
                tally.completed(), tally.failed(), tally.underWay(), tally.meanMs(), last.map(RouteTally.Last::at),
                contexts.fit(last.map(RouteTally.Last::failure).orElse("")), contexts.fit(trouble));
    }

    /** Stops all of them. */
    void close() {
        context.ifPresent(CamelContext::stop);
        context = Optional.empty();
        files.clear();
        ids.clear();
    }
}
