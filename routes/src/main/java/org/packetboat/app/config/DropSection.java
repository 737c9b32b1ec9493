package org.packetboat.app.config;

import java.nio.file.Path;
import java.util.Optional;
import org.packetboat.app.config.settings.DropSettings;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads {@code drop:}, the folder where programs of this machine leave mail. */
record DropSection(Folder folder) {
    static final String[] KEYS = {"folder", "domain"};

    /** The domain is the first local one, or the server's name, where none is given. */
    Optional<DropSettings> read(Optional<Value> value, Configuration.Identity identity) {
        return value.flatMap(v -> v.section(KEYS)).flatMap(section -> read(section, identity));
    }

    private Optional<DropSettings> read(Section section, Configuration.Identity identity) {
        Domain usual = identity.localDomains().stream().findFirst().orElse(identity.server());
        Domain domain = section.get("domain").flatMap(v -> v.as("a domain like example.com", Domain::new))
                .orElse(usual);
        Optional<Path> place = section.need("folder", "a path").flatMap(folder::path);
        return place.map(path -> new DropSettings(path, domain));
    }
}
