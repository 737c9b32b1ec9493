package org.packetboat.camel.files;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.packetboat.engine.text.Quoted;

/**
 * What Camel's own health checks say of routes: one that is not started, or whose consumer can't reach what it reads
 * from. Asked, not watched: it costs nothing while nobody looks.
 */
final class RouteHealth {
    private static final String[] ABOUT = {"routes", "consumers"};

    private static final String FAILURES = HealthCheck.FAILURE_ERROR_COUNT;

    private RouteHealth() {}

    /** To be called before routes are added. */
    static void watch(CamelContext context) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry == null) return; // Camel without its health checks
        registry.setEnabled(true);
        for (String about : ABOUT)
            Optional.ofNullable(registry.resolveById(about)).ifPresent(registry::register);
    }

    /** What is wrong, by the id of a route; those that are well are not in it. */
    static Map<String, String> troubles(CamelContext context) {
        Map<String, String> troubles = new HashMap<>();
        for (HealthCheck.Result result : HealthCheckHelper.invoke(context)) {
            if (result.getState() != HealthCheck.State.DOWN || hasNotLookedYet(result)) continue;
            String id = result.getCheck().getId();
            troubles.put(id.substring(id.indexOf(':') + 1), reason(result));
        }
        return troubles;
    }

    /** Camel calls a consumer down until it has looked once; it has only begun. */
    private static boolean hasNotLookedYet(HealthCheck.Result result) {
        return result.getError().isEmpty() && Long.valueOf(0).equals(result.getDetails().get(FAILURES));
    }

    private static String reason(HealthCheck.Result result) {
        return Quoted.oneLine(result.getError().map(RouteHealth::text)
                .orElseGet(() -> result.getMessage().orElse("it does not work")));
    }

    /** What failed, and why. */
    private static String text(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null && last.getCause() != last)
            last = last.getCause();
        return last == failure ? message(failure) : message(failure) + ": " + message(last);
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
