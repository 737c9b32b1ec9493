package org.packetboat.app.config.care;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.app.config.settings.FleetSettings;
import org.packetboat.app.config.settings.PushSettings;
import org.packetboat.connectors.seal.PublicKeys;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/**
 * Reads {@code fleet:}, whom a branch tells how it is, when a hub misses one, and who configures whom.
 *
 * @param folders a path to a folder that must be there
 */
public record FleetSection(Function<Value, Optional<Path>> folders) {
    private static final String[] KEYS = {"report-to", "silent-after", "configured-by", "branches", "trial"};
    private static final int MOST = 1000;
    private static final String NO_MAILBOX = "found no local-domains; expected one: configurations and answers are "
            + "mail to its mailbox packetboat-config";

    /** What nothing is said of is as usual. @param root all of packetboat.yaml */
    public FleetSettings read(Section root) {
        Optional<Section> section = root.get("fleet").flatMap(v -> v.section(KEYS));
        section.filter(s -> s.has("configured-by")).ifPresent(s -> check(s, root));
        section.filter(s -> s.has("branches") && !root.has("local-domains")).flatMap(s -> s.get("branches"))
                .ifPresent(value -> value.refuseAs(NO_MAILBOX));
        return section.map(this::settings).orElse(FleetSettings.USUAL);
    }

    private static void check(Section section, Section root) {
        Value key = section.get("configured-by").orElseThrow();
        if (root.has("cluster"))
            key.refuseAs("found cluster, too; expected one or the other: the machines of a hub are not configured by "
                    + "mail");
        if (!root.has("local-domains")) key.refuseAs(NO_MAILBOX);
        if (!section.has("report-to"))
            key.refuseAs("found no key report-to beside it; expected the site of the hub, whose calls tell whether "
                    + "what it pushed works");
    }

    private FleetSettings settings(Section section) {
        Optional<PublicKeys> by = section.get("configured-by")
                .flatMap(v -> v.as("the hub's public key, as \"packetboat fleet-key\" prints it there",
                        PublicKeys::parse));
        PushSettings push = new PushSettings(by, section.get("branches").flatMap(folders),
                section.get("trial").flatMap(Value::duration).filter(Duration::isPositive)
                        .orElse(PushSettings.NONE.trial()));
        return new FleetSettings(section.get("report-to").flatMap(v -> v.text("the site of a route, like hq")),
                section.get("silent-after").flatMap(v -> v.number(1, MOST)).orElse(FleetSettings.USUAL.silentAfter()),
                push);
    }
}
