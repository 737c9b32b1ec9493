package org.packetboat.camel.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problem;

/**
 * Tells what Camel found wrong with a route file, with its line.
 *
 * @param fit makes a text fit for people: no secrets in it
 */
record RouteFaults(UnaryOperator<String> fit) {
    private static final Pattern MARK = Pattern.compile("line (\\d+), column (\\d+)");
    private static final Pattern UNKNOWN_STEP = Pattern.compile("Unknown node id: (\\S+)");
    private static final Pattern UNKNOWN_OPTIONS = Pattern.compile("Unknown parameters=\\[\\{(.*)}]", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("=[^,]*");

    /** Of reading the file. */
    Problem ofReading(String file, Throwable failure) {
        for (Throwable cause : causes(failure)) {
            Matcher mark = MARK.matcher(text(cause));
            if (mark.find())
                return problem(
                        new Place(file, Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2))),
                        said(cause));
        }
        return problem(Place.of(file), said(causes(failure).getLast()));
    }

    /**
     * Of making routes.
     *
     * @param files where each route stands
     * @param last  the file to name if it isn't known which route failed
     */
    Problem ofMaking(Map<RouteDefinition, String> files, String last, Throwable failure) {
        Optional<String> id = causes(failure).stream().map(RouteFaults::route).flatMap(Optional::stream).findFirst();
        Optional<RouteDefinition> route = files.keySet().stream()
                .filter(r -> id.equals(Optional.of(r.getRouteId()))).findFirst();
        Place place = route.map(r -> new Place(files.get(r), line(r, failure), 1)).orElse(Place.of(last));
        return problem(place, id.map(i -> "route " + i + ": ").orElse("") + said(telling(failure)));
    }

    private static Optional<String> route(Throwable cause) {
        return switch (cause) {
            case FailedToCreateRouteException e -> Optional.of(e.getRouteId());
            case FailedToStartRouteException e -> Optional.of(e.getRouteId());
            default -> Optional.empty();
        };
    }

    /** The exception names the step as the step names itself, shortened. */
    private static int line(RouteDefinition route, Throwable failure) {
        List<ProcessorDefinition<?>> steps = new ArrayList<>();
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)
                .forEach(steps::add);
        Optional<String> endpoint = causes(failure).stream().map(RouteFaults::endpoint).flatMap(Optional::stream)
                .findFirst();
        return steps.stream().filter(s -> endpoint.isPresent() && s instanceof EndpointRequiredDefinition to
                && name(to.getEndpointUri()).equals(endpoint.get())).findFirst()
                .or(() -> steps.stream().filter(s -> text(failure).contains(">>> " + s + " <<<")).findFirst())
                .map(ProcessorDefinition::getLineNumber).orElse(route.getInput().getLineNumber());
    }

    /** A step within another is named by that one only, but its endpoint is known. */
    private static Optional<String> endpoint(Throwable cause) {
        return switch (cause) {
            case NoSuchEndpointException e -> Optional.of(name(e.getUri()));
            case ResolveEndpointFailedException e -> Optional.of(name(e.getUri()));
            default -> Optional.empty();
        };
    }

    private static String name(String uri) {
        return uri.replaceFirst("\\?.*", "").replace("://", ":");
    }

    private String said(Throwable cause) {
        String text = text(cause);
        Matcher step = UNKNOWN_STEP.matcher(text);
        if (step.find())
            return "found \"" + step.group(1) + "\"; expected a step or key of Camel's YAML DSL";
        Matcher options = UNKNOWN_OPTIONS.matcher(text);
        if (options.find())
            return "found options the component doesn't have: "
                    + VALUE.matcher(options.group(1)).replaceAll("") + "; expected those of its documentation";
        return switch (cause) {
            case NoSuchEndpointException e -> "found " + e.getUri()
                    + ", of a component that isn't on board; expected one that docs/camel.md names";
            case SimpleIllegalSyntaxException e -> "found \"" + e.getExpression()
                    + "\"; expected an expression of the language simple";
            case PropertyBindingException e -> "found a value that the option " + e.getPropertyName()
                    + " can't have; expected one of its type, see the component's documentation";
            case LinkageError _, ClassNotFoundException _ -> "found no class " + text.replace('/', '.')
                    + "; expected the jar that has it, too, in the folder lib";
            default -> text;
        };
    }

    /** The cause that says most: the last one, unless one before it knows what it is about. */
    private static Throwable telling(Throwable failure) {
        List<Throwable> causes = causes(failure);
        return causes.stream().filter(c -> c instanceof SimpleIllegalSyntaxException
                || c instanceof PropertyBindingException).findFirst().orElse(causes.getLast());
    }

    private Problem problem(Place place, String message) {
        String line = message.lines().filter(l -> !l.isBlank()).findFirst().orElse("can't be used").strip();
        return new Problem(Problem.Weight.ERROR, place, "", fit.apply(line));
    }

    private static String text(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause())
            causes.add(cause);
        return causes;
    }
}
