package org.packetboat.app.compose.transport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.app.config.Configuration;
import org.packetboat.connectors.dialup.PppSwitch;
import org.packetboat.engine.route.Transport;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.link.CommandLink;
import org.packetboat.schedules.file.link.DialUpLink;
import org.packetboat.schedules.file.link.LinkSettings;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problem;

/** Whether the programs are there, and may be run, that network links are brought up with. */
public final class DialPrograms {
    private DialPrograms() {}

    public static List<Problem> problems(Configuration configuration, Schedules schedules) {
        String files = configuration.places().schedules().stream().map(Path::toString)
                .collect(Collectors.joining(", "));
        Stream<Problem> links = schedules.links().values().stream().flatMap(link -> trouble(configuration, link)
                .map(what -> warning(files, "links." + link.name(), "found that " + what)));
        Stream<Problem> routes = schedules.routes().stream()
                .filter(route -> configuration.router().isEmpty() && isAsked(route.transport()))
                .map(route -> warning(files, "site " + route.site(), "found servers that are to be asked for; expected "
                        + "\"router\" with a key in the configuration, or nobody will answer"));
        return Stream.concat(links, routes).toList();
    }

    private static boolean isAsked(Transport transport) {
        return transport instanceof Transport.Asked || transport instanceof Transport.DialUp dialUp
                && dialUp.beyond().filter(Transport.Asked.class::isInstance).isPresent();
    }

    private static Problem warning(String files, String path, String message) {
        return new Problem(Problem.Weight.WARNING, Place.of(files), path, message);
    }

    private static Stream<String> trouble(Configuration configuration, LinkSettings link) {
        return switch (link) {
            case DialUpLink dialUp -> PppSwitch.trouble(configuration.lines().pppd(), dialUp.peer()).stream();
            case CommandLink command -> Stream.of(command.up(), command.down(), command.status())
                    .flatMap(words -> words.stream().limit(1)).distinct().flatMap(word -> trouble(word).stream());
            default -> Stream.empty(); // a kind that needs no program
        };
    }

    private static Optional<String> trouble(String program) {
        Stream<Path> places = program.contains("/")
                ? Stream.of(Path.of(program))
                : Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
                        .map(folder -> Path.of(folder, program));
        return places.anyMatch(Files::isExecutable)
                ? Optional.empty()
                : Optional.of("there is no program " + program + " that this user may run");
    }
}
