package org.packetboat.schedules.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.route.BundlePolicy;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.schedules.file.link.NamedFile;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads who may call. One reader reads all files of a set: logins are unique among them. */
final class CallerReader {
    static final String[] KEYS = {"node", "login", "password-hash-file", "call-back", "batches", "key-file",
            "smtp-batch", "may-send-to", "commands"};
    private static final String LOCAL = "local";
    private static final String RETURNS = "returns";
    private static final String PLACES = "local, returns, a domain, \"*.\" and a domain, or a list of these";
    private static final String HASH = "a file with a line as \"packetboat password LOGIN\" prints it";

    private final BundlePolicyReader bundlePolicies;
    private final Map<String, Place> logins = new HashMap<>();

    CallerReader(BundlePolicyReader bundlePolicies) {
        this.bundlePolicies = bundlePolicies;
    }

    /** A caller, unless something of it can't be read. */
    Optional<Caller> read(Value value) {
        Optional<Section> found = value.section(KEYS);
        if (found.isEmpty()) return Optional.empty();
        Section section = found.get();
        Optional<String> node = section.need("node", NodeName.NODE).flatMap(v -> NodeName.read(v, NodeName.NODE));
        Optional<String> login = section.need("login", NodeName.LOGIN).flatMap(this::login);
        Optional<Path> hash = section.need("password-hash-file", HASH).flatMap(NamedFile::secret);
        login.ifPresent(name -> hash.filter(file -> !hasLine(file, name)).ifPresent(file -> section
                .get("password-hash-file").ifPresent(v -> v.refuseAs("found no line for " + name + " in " + file
                        + "; expected one as \"packetboat password " + name + "\" prints it"))));
        BundlePolicy bundles = bundlePolicies.read(section, node);
        boolean back = section.get("call-back").flatMap(v -> v.yesOrNo()).orElse(false);
        MaySend maySend = section.get("may-send-to").map(CallerReader::maySend).orElse(MaySend.EVERYWHERE);
        List<CommandRule> commands = section.get("commands").map(CallerReader::commands).orElse(List.of());
        if (node.isEmpty() || login.isEmpty() || hash.isEmpty()) return Optional.empty();
        return Optional.of(new Caller(node.get(), login.get(), hash.get(), back, bundles, maySend, commands));
    }

    private static List<CommandRule> commands(Value value) {
        Optional<Path> file = NamedFile.read(value);
        file.filter(CallerReader::isWritableByAll)
                .ifPresent(open -> value.refuseAs("found " + open + ", which every user of this machine may write; "
                        + "expected a file that they may not (chmod o-w)"));
        try {
            return file.isPresent() ? CommandRule.parse(Files.readAllLines(file.get())) : List.of();
        } catch (IOException unreadable) {
            value.refuseAs("found " + file.get() + ", which can't be read; expected a text in UTF-8");
        } catch (IllegalArgumentException bad) {
            value.refuseAs("in " + file.get() + ", " + bad.getMessage());
        }
        return List.of();
    }

    private static boolean isWritableByAll(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private static MaySend maySend(Value value) {
        boolean local = false;
        boolean returns = false;
        List<DomainPattern> domains = new ArrayList<>();
        for (Value item : value.atLeastOne(PLACES)) {
            switch (item.text(PLACES).orElse("")) {
                case LOCAL -> local = true;
                case RETURNS -> returns = true;
                default -> item.as(PLACES, DomainPattern::parse).ifPresent(domains::add);
            }
        }
        return new MaySend(local, returns, domains);
    }

    private static boolean hasLine(Path file, String login) {
        try {
            return Files.readAllLines(file).stream().anyMatch(line -> line.strip().startsWith(login + ":"));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private Optional<String> login(Value value) {
        Optional<String> login = NodeName.read(value, NodeName.LOGIN);
        Place first = login.map(name -> logins.putIfAbsent(name, value.place())).orElse(null);
        if (first != null) value.refuse("a login of its own: there is one of this name at " + first);
        return login;
    }
}
