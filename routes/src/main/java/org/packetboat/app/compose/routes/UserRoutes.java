package org.packetboat.app.compose.routes;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.packetboat.app.config.Configuration;
import org.packetboat.camel.PacketboatComponent;
import org.packetboat.camel.PostOffice;
import org.packetboat.camel.files.RouteCheck;
import org.packetboat.camel.files.RouteFiles;
import org.packetboat.camel.files.RouteSettings;
import org.packetboat.camel.inbound.InboundDesk;
import org.packetboat.camel.rules.RuleDesk;
import org.packetboat.connectors.json.EventJson;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.status.EventSource;
import org.packetboat.schedules.file.Source;
import org.packetboat.schedules.file.SourceFiles;
import org.packetboat.schedules.yaml.Problem;
import org.packetboat.schedules.yaml.Problems;

/** The routes that users write, joined to the server. */
public final class UserRoutes {
    private UserRoutes() {}

    /** The files, to be started. */
    public static RouteFiles files(Configuration configuration, Intake intake, EventSource events, InboundDesk inbound,
            RuleDesk rules, InstantSource clock) {
        PostOffice office = new PostOffice(intake, inbound, rules, events,
                new JsonEvents(new EventJson(configuration.identity().server())),
                configuration.identity().server().name(),
                configuration.delivery().hopLimit(), clock);
        return new RouteFiles(settings(configuration), () -> new PacketboatComponent(office), inbound, clock);
    }

    /** Finds what is wrong with the route files, without running any. */
    public static List<Problem> check(Configuration configuration) {
        if (configuration.places().routes().isEmpty()) return List.of();
        Problems problems = new Problems();
        List<Source> files = new SourceFiles(configuration.places().routes()).read(problems);
        List<Problem> all = new ArrayList<>(problems.list());
        if (!files.isEmpty()) all.addAll(new RouteCheck(settings(configuration)).check(files));
        return all;
    }

    /** The names under which route files judge mail; none of files that are broken. */
    public static Set<String> filters(Configuration configuration) {
        List<Source> files = new SourceFiles(configuration.places().routes()).read(new Problems());
        return files.isEmpty() ? Set.of() : new RouteCheck(settings(configuration)).filters(files);
    }

    private static RouteSettings settings(Configuration configuration) {
        return new RouteSettings(configuration.places().routes(), configuration.places().folder(),
                configuration.identity().server().name());
    }
}
