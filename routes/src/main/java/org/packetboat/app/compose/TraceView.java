package org.packetboat.app.compose;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.app.config.Configuration;
import org.packetboat.connectors.history.HistoryReader;
import org.packetboat.connectors.jmx.server.Asking;
import org.packetboat.connectors.jmx.server.Traces;
import org.packetboat.connectors.json.StoryJson;
import org.packetboat.engine.history.DeliveryHistory;
import org.packetboat.engine.history.Findings;
import org.packetboat.engine.history.Story;
import org.packetboat.engine.history.StoryText;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.why.Why;
import org.packetboat.engine.why.WhyText;

/**
 * What became of messages, for people and for programs.
 *
 * @param ways  the sites that a domain's mail may be given to
 * @param waits what is known of that of a message which still waits, a sentence each
 */
public record TraceView(Configuration configuration, DeliveryHistory history, Function<Domain, Set<String>> ways,
        Waits waits) implements Traces {
    /** What is known of that of a message which still waits, a sentence each. */
    interface Waits {
        List<String> of(QueueId id, ZoneId zone);
    }

    private static final int MOST_WAITS = 10;

    /** Where a server has its history. */
    public static Path folder(Configuration configuration) {
        return configuration.places().data().resolve("history");
    }

    /** Without a running server: what waits is not known. */
    public static TraceView of(Setup setup) {
        return new TraceView(setup.configuration(), HistoryReader.of(folder(setup.configuration())),
                ways(setup::policy),
                (_, _) -> List.of("No server is running: whether something still waits is not known."));
    }

    static TraceView of(Core core) {
        return new TraceView(core.configuration(), core.history(), ways(core.node()::policy),
                (id, zone) -> waits(core, id, zone));
    }

    private static List<String> waits(Core core, QueueId id, ZoneId zone) {
        WhyText text = new WhyText(zone);
        return Asking.<List<Why>>answer(
                answer -> core.node().overview().why(new Target.OfMessage(id), MOST_WAITS, answer)).stream()
                .map(text::sentence).toList();
    }

    private static Function<Domain, Set<String>> ways(Supplier<Policy> policy) {
        return domain -> policy.get().candidates(domain).stream().map(Route::site)
                .flatMap(site -> Stream.of(site, site + "/" + domain.name())).collect(Collectors.toSet());
    }

    @Override
    public String text(String what, int most, String zone) {
        StoryText text = new StoryText(ZoneId.of(zone));
        Findings found = find(what, most);
        List<String> lines = new ArrayList<>();
        for (Story story : found.stories()) {
            lines.addAll(text.lines(story, waits.of(story.id(), ZoneId.of(zone))));
            lines.add("");
        }
        if (found.stories().isEmpty()) lines.add(NOTHING + what + ".");
        if (found.stories().size() > 1 && found.stories().stream().anyMatch(story -> story.more() > 0))
            lines.add(
                    "There was no room for everything: ask for one message by its queue id, or for fewer with --most.");
        if (found.more()) lines.add("There are older messages, too: ask for more with --most.");
        lines.add(found.since().map(since -> "The history begins at " + text.time(since) + " (" + zone + ").")
                .orElse("There is no history yet."));
        found.gaps().forEach(gap -> lines.add("Gap from " + text.time(gap.from()) + " to " + text.time(gap.to()) + ": "
                + gap.why() + "."));
        return String.join("\n", lines);
    }

    @Override
    public List<String> json(String what, int most) {
        return new StoryJson(configuration.identity().server()).lines(find(what, most));
    }

    private Findings find(String what, int most) {
        if (configuration.history().maxSize() == 0)
            throw new IllegalStateException("no history is kept here: \"history: { max-size: none }\" says so");
        return history.trace(what, most, ways);
    }
}
