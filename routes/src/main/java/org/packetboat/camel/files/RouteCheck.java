package org.packetboat.camel.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.packetboat.camel.Operation;
import org.packetboat.camel.PacketboatEndpoint;
import org.packetboat.schedules.file.Source;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problem;

/**
 * Finds out whether route files can be run together, in a context that starts none of their routes: what is running is
 * not touched, and nothing is sent, read or connected to.
 */
public final class RouteCheck {
    private final RouteContexts contexts;
    private final RouteFaults faults;

    RouteCheck(RouteContexts contexts) {
        this.contexts = contexts;
        this.faults = new RouteFaults(contexts::fit);
    }

    public RouteCheck(RouteSettings settings) {
        this(new RouteContexts(settings));
    }

    /**
     * What is wrong with the jars in {@code lib}, and the first thing that is wrong in each file; empty if all are
     * good. Files without fault are good together.
     */
    public List<Problem> check(List<Source> files) {
        List<Problem> problems = new ArrayList<>(contexts.libraries().problems());
        if (fault(files).isEmpty()) return problems;
        List<Source> good = new ArrayList<>();
        for (Source file : files) {
            good.add(file);
            fault(good).ifPresent(problem -> {
                good.removeLast();
                problems.add(problem);
            });
        }
        return problems;
    }

    /** The names under which these files judge mail; those of files that are broken are not known. */
    public Set<String> filters(List<Source> files) {
        Set<String> names = new TreeSet<>();
        for (Source file : files) {
            try {
                CamelContext context = contexts.toCheck();
                try {
                    if (fault(List.of(file), context).isEmpty())
                        context.getEndpoints().stream().filter(PacketboatEndpoint.class::isInstance)
                                .map(PacketboatEndpoint.class::cast)
                                .filter(endpoint -> endpoint.getOperation() == Operation.filter)
                                .forEach(endpoint -> names.add(endpoint.getName()));
                } finally {
                    context.stop();
                }
            } catch (Exception | LinkageError e) {
                continue; // what is wrong with it is told elsewhere
            }
        }
        return names;
    }

    /** What is wrong with these files, if anything. */
    Optional<Problem> fault(List<Source> files) {
        try {
            CamelContext context = contexts.toCheck();
            try {
                return fault(files, context);
            } finally {
                context.stop();
            }
        } catch (Exception | LinkageError e) {
            return Optional.of(faults.ofReading(files.getLast().name(), e));
        }
    }

    private Optional<Problem> fault(List<Source> files, CamelContext context) {
        Map<RouteDefinition, String> read = new LinkedHashMap<>();
        for (Source file : files) {
            Optional<Problem> problem = read(file, context, read);
            if (problem.isPresent()) return problem;
        }
        return make(context, read, files.getLast().name());
    }

    private Optional<Problem> read(Source file, CamelContext context, Map<RouteDefinition, String> read) {
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(RouteResource.of(file));
        } catch (Exception | LinkageError e) {
            return Optional.of(faults.ofReading(file.name(), e));
        }
        List<RouteDefinition> all = definitions(context);
        Optional<Problem> doubled = doubled(file, all, read);
        all.forEach(route -> read.putIfAbsent(route, file.name()));
        return doubled.or(() -> all.stream().filter(r -> !r.hasCustomIdAssigned()).findFirst()
                .map(r -> problem(file.name(), r,
                        "found a route without id; expected one, by which the log and the next change know it")));
    }

    /** Camel takes a route with an id that it knows for a change of that route. */
    private static Optional<Problem> doubled(Source file, List<RouteDefinition> all,
            Map<RouteDefinition, String> read) {
        return read.keySet().stream().filter(route -> !all.contains(route)).findFirst()
                .flatMap(lost -> all.stream().filter(r -> lost.getRouteId().equals(r.getRouteId())).findFirst()
                        .map(r -> problem(file.name(), r, "route " + r.getRouteId() + ": found an id that "
                                + read.get(lost) + " has already; expected another")));
    }

    private Optional<Problem> make(CamelContext context, Map<RouteDefinition, String> read, String last) {
        try {
            context.start();
            return Optional.empty();
        } catch (Exception | LinkageError e) {
            return Optional.of(faults.ofMaking(read, last, e));
        }
    }

    private static Problem problem(String file, RouteDefinition route, String message) {
        return new Problem(Problem.Weight.ERROR, new Place(file, route.getInput().getLineNumber(), 1), "", message);
    }

    static List<RouteDefinition> definitions(CamelContext context) {
        return List.copyOf(((Model) context).getRouteDefinitions());
    }
}
