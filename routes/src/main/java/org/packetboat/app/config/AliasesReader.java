package org.packetboat.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.packetboat.engine.intake.Aliases;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Problems;
import org.packetboat.schedules.yaml.Spelling;
import org.packetboat.schedules.yaml.Value;
import org.packetboat.schedules.yaml.YamlFile;

/**
 * Reads an aliases file: names, each with the member or the list of members it stands for. A name or a member is a
 * mailbox, a three-part name, or a bare word. A bare word as a name means that mailbox at every local domain; as a
 * member, a name of this file at a local domain.
 */
public final class AliasesReader {
    private static final String NAME = "a mailbox like sales@example.com, a three-part name like Sales Desk:HQ:Comp, "
            + "or a word";

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}._-]{1,64}");

    private final Configuration configuration;
    private final List<Domain> local;

    /** For a server's aliases. Without local domains, bare words are at the server itself. */
    public AliasesReader(Configuration configuration) {
        this.configuration = configuration;
        this.local = configuration.localDomains().isEmpty()
                ? List.of(configuration.identity().server())
                : configuration.localDomains();
    }

    /** Reads a file. */
    public AliasesReading read(Path file) {
        try {
            return read(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            Problems problems = new Problems();
            problems.error(Place.of(file.toString()), "", "can't be read (" + e.getClass().getSimpleName()
                    + "); expected a readable file");
            return new AliasesReading.Bad(problems.list());
        }
    }

    /** Reads a file's content. */
    public AliasesReading read(String name, byte[] content) {
        Problems problems = new Problems();
        return read(name, content, problems).<AliasesReading>map(AliasesReading.Good::new)
                .orElseGet(() -> new AliasesReading.Bad(problems.list()));
    }

    /** Reads a file's content; empty if something is wrong with it. */
    public Optional<Aliases> read(String name, byte[] content, Problems problems) {
        List<Value.Named> names = YamlFile.read(name, content, problems)
                .map(node -> new Value(node, "", problems).named("names and their members")).orElse(List.of());
        Map<Address, Place> places = new LinkedHashMap<>();
        Map<Value.Named, List<Address>> meant = new LinkedHashMap<>();
        for (Value.Named named : names) {
            meant.put(named,
                    addresses(named, problems).stream().filter(a -> isNew(a, named, places, problems)).toList());
        }
        Map<Address, List<Address>> members = new LinkedHashMap<>();
        meant.forEach((named, addresses) -> {
            List<Address> list = members(named, places.keySet());
            addresses.forEach(address -> members.put(address, list));
        });
        tellOfCycle(members, places, problems);
        return problems.hasErrors() ? Optional.empty() : Optional.of(new Aliases(members));
    }

    private static boolean isNew(Address address, Value.Named named, Map<Address, Place> places, Problems problems) {
        Place first = places.putIfAbsent(folded(address), named.place());
        if (first == null) return true;
        problems.error(named.place(), named.name(), "found " + address
                + " a second time; expected it once, as in line " + first.line());
        return false;
    }

    private static Address folded(Address address) {
        return new Address(address.localPart().toLowerCase(Locale.ROOT), address.domain());
    }

    /**
     * What a name in the file stands at: a word at each local domain, anything else by itself.
     *
     * @throws IllegalArgumentException if it is no name
     */
    public List<Address> name(String text) {
        return isWord(text)
                ? local.stream().map(domain -> new Address(text, domain)).toList()
                : List.of(configuration.address(text));
    }

    private List<Address> addresses(Value.Named named, Problems problems) {
        try {
            return name(named.name());
        } catch (IllegalArgumentException e) {
            problems.error(named.place(), named.name(), "found \"" + named.name() + "\"; expected " + NAME);
            return List.of();
        }
    }

    private static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }

    private List<Address> members(Value.Named named, Set<Address> known) {
        List<Address> members = new ArrayList<>();
        for (Value member : named.value().atLeastOne("a member")) {
            member.text(NAME).flatMap(text -> isWord(text)
                    ? bare(text, member, known)
                    : member.as(NAME, configuration::address)).ifPresent(members::add);
        }
        return members;
    }

    private Optional<Address> bare(String word, Value member, Set<Address> known) {
        String folded = word.toLowerCase(Locale.ROOT);
        Optional<Address> found = local.stream()
                .flatMap(domain -> known.stream().filter(new Address(folded, domain)::equals)).findFirst();
        if (found.isEmpty()) {
            List<String> words = known.stream().filter(a -> local.contains(a.domain())).map(Address::localPart)
                    .toList();
            member.refuse("a mailbox, a three-part name, or a name of this file"
                    + Spelling.nearest(folded, words).map(near -> "; did you mean " + near + "?").orElse(""));
        }
        return found;
    }

    private static void tellOfCycle(Map<Address, List<Address>> members, Map<Address, Place> places,
            Problems problems) {
        List<Address> cycle = Aliases.cycle(members);
        if (cycle.isEmpty()) return;
        String shown = cycle.stream().map(address -> address + Optional.ofNullable(places.get(address))
                .map(place -> " (line " + place.line() + ")").orElse("")).collect(Collectors.joining(" -> "));
        problems.error(places.get(cycle.getFirst()), cycle.getFirst().toString(),
                "found a name made of itself: " + shown + "; expected an end");
    }
}
