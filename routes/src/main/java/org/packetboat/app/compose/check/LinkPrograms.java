package org.packetboat.app.compose.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.connectors.dialup.PppSwitch;
import org.packetboat.engine.route.Transport;
import org.packetboat.schedules.file.link.CommandLink;
import org.packetboat.schedules.file.link.DialUpLink;
import org.packetboat.schedules.file.link.LinkSettings;
import org.packetboat.schedules.yaml.Problems;

/** Whether the programs are there, and may be run, that network links are brought up with. */
final class LinkPrograms implements Check {
    @Override
    public void look(Subject subject, Problems problems) {
        for (LinkSettings link : subject.schedules().links().values()) {
            trouble(subject, link).forEach(what -> problems.warning(subject.link(link.name(), "kind"),
                    "links." + link.name(), "found that " + what));
        }
        if (subject.configuration().router().isPresent()) return;
        subject.routes().stream().filter(route -> isAsked(route.transport()))
                .forEach(route -> problems.warning(subject.written().route(route.site()), "site " + route.site(),
                        "found servers that are to be asked for; expected \"router\" with a key in the configuration, "
                                + "or nobody will answer"));
    }

    private static boolean isAsked(Transport transport) {
        return transport instanceof Transport.Asked || transport instanceof Transport.DialUp dialUp
                && dialUp.beyond().filter(Transport.Asked.class::isInstance).isPresent();
    }

    private static Stream<String> trouble(Subject subject, LinkSettings link) {
        return switch (link) {
            case DialUpLink dialUp ->
                PppSwitch.trouble(subject.configuration().lines().pppd(), dialUp.peer()).stream();
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
