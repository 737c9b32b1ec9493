package org.packetboat.app.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code pick-up:}, which login may pick up the mail of which sites. */
final class PickUpSection {
    private static final String EXPECTED = "logins and their sites, like newyork: new-york";
    private static final String SITES = "one or more sites";

    private PickUpSection() {}

    static Map<String, List<String>> read(Section configuration) {
        Map<String, List<String>> sites = new HashMap<>();
        Optional<Value> value = configuration.get("pick-up");
        value.map(v -> v.named(EXPECTED)).orElse(List.of()).forEach(named -> sites.put(named.name(),
                named.value().atLeastOne(SITES).stream().flatMap(v -> v.text(SITES).stream()).toList()));
        boolean logins = configuration.get("smtp").flatMap(Value::keys).filter(keys -> keys.contains("auth-file"))
                .isPresent();
        if (value.isPresent() && !logins) {
            value.get().refuseAs("found \"pick-up\" without \"auth-file\" under smtp; expected both: who picks up mail "
                    + "has to log in");
        }
        return sites;
    }
}
