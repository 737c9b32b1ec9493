package org.packetboat.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.packetboat.engine.peer.Tls;
import org.packetboat.engine.route.Transport;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/**
 * Reads {@code local:}, the outlet of local domains: a Maildir for each user, a host spoken to by LMTP or SMTP, or
 * routes alone.
 */
record OutletSection(Folder folder) {
    private static final List<String> KINDS = List.of("maildir", "lmtp", "smtp", "routes");
    private static final String RECIPIENTS = "recipients";
    static final List<String> KEYS = Stream.concat(KINDS.stream(), Stream.of(RECIPIENTS)).toList();

    private enum Recipients {
        ANY, MUST_EXIST
    }

    private static final String HOST_AND_PORT = "a host and a port like \"127.0.0.1:24\"";

    /** The outlet; without one, Maildirs under the data folder. */
    Transport read(Optional<Value> value, Path data) {
        return value.flatMap(v -> v.section(KEYS.toArray(String[]::new))).flatMap(this::read)
                .orElse(new Transport.Maildir(data.resolve("mail").toString()));
    }

    private Optional<Transport> read(Section section) {
        List<String> found = KINDS.stream().filter(section::has).toList();
        if (found.size() != 1) {
            section.refuseAs("found " + (found.isEmpty() ? "none" : String.join(" and ", found))
                    + "; expected exactly one of: " + String.join(", ", KINDS));
            return Optional.empty();
        }
        Optional<Recipients> recipients = section.get(RECIPIENTS).flatMap(v -> v.oneOf(Recipients.class));
        if (section.has(RECIPIENTS) && !section.has("maildir")) {
            section.refuseAs("found \"recipients\" without \"maildir\"; expected both: only Maildirs are known here");
        }
        boolean mustExist = recipients.equals(Optional.of(Recipients.MUST_EXIST));
        Optional<Transport> maildir = section.get("maildir").flatMap(folder::path)
                .map(p -> new Transport.Maildir(p.toString(), mustExist));
        Optional<Transport> lmtp = remote(section, "lmtp").map(to -> new Transport.Lmtp(to.host(), to.port()));
        Optional<Transport> smtp = remote(section, "smtp")
                .map(to -> new Transport.Smtp(Optional.of(to.host()), to.port(), Tls.MAY));
        return maildir.or(() -> lmtp).or(() -> smtp).or(() -> routes(section));
    }

    private static Optional<Transport> routes(Section section) {
        Optional<Value> value = section.get("routes");
        if (value.flatMap(Value::yesOrNo).equals(Optional.of(false))) value.get().refuse("true");
        return value.map(_ -> new Transport.Routes());
    }

    private static Optional<HostPort> remote(Section section, String key) {
        return section.get(key).flatMap(v -> v.as(HOST_AND_PORT, HostPort::remote));
    }
}
