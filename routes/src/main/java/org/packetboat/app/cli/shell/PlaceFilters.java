package org.packetboat.app.cli.shell;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.engine.find.MailFilter;
import picocli.CommandLine.Option;

/** Which rows of a listing are meant, in words that are the same for all listings. A row has to meet all of them. */
public class PlaceFilters {
    private static final List<String> BEGINNINGS = List.of("oldest", "arrived", "began", "started");

    @Option(names = {"--site", "--route"},
            paramLabel = "SITE",
            description = "Only what goes to this site; a route is called by its site.")
    private Optional<String> site = Optional.empty();

    @Option(names = "--domain",
            paramLabel = "NAME",
            description = "Only this domain; an asterisk stands for any text, as in *.example.com.")
    private Optional<String> domain = Optional.empty();

    @Option(names = "--state", paramLabel = "STATE", description = "Only what is in this state.")
    private Optional<String> state = Optional.empty();

    @Option(names = "--age",
            paramLabel = "TIME",
            converter = Quantity.Time.class,
            description = "Only what came in, or began, so long ago or longer, such as 2h or 3d.")
    private Optional<Duration> age = Optional.empty();

    @Option(names = "--size",
            paramLabel = "SIZE",
            converter = Quantity.Size.class,
            description = "Only what has this size or more, such as 84KB or 2MB.")
    private Optional<Long> size = Optional.empty();

    /** What was asked for, as the server takes it: ages in seconds, sizes in bytes. Empty for everything. */
    public Map<String, String> asked() {
        Map<String, String> asked = new HashMap<>();
        site.ifPresent(text -> asked.put("site", text));
        domain.ifPresent(text -> asked.put("domain", text));
        state.ifPresent(text -> asked.put("state", text));
        age.ifPresent(time -> asked.put("age", Long.toString(time.toSeconds())));
        size.ifPresent(bytes -> asked.put("size", Long.toString(bytes)));
        return asked;
    }

    /** Whether a row is meant; one that has nothing of the kind that is asked for is not. */
    public boolean matches(Record row, Instant now) {
        return (site.isEmpty() || text(row, "site").filter(site.get()::equalsIgnoreCase).isPresent())
                && (domain.isEmpty() || text(row, "domain").or(() -> text(row, "domains"))
                        .filter(MailFilter.whole(domain.get()).asMatchPredicate()).isPresent())
                && (state.isEmpty() || text(row, "state").filter(state.get()::equalsIgnoreCase).isPresent())
                && (age.isEmpty() || BEGINNINGS.stream().map(name -> text(row, name)).flatMap(Optional::stream)
                        .filter(time -> !time.isEmpty()).map(Instant::parse)
                        .anyMatch(began -> Duration.between(began, now).compareTo(age.get()) >= 0))
                && (size.isEmpty() || text(row, "size").or(() -> text(row, "bytes")).map(Long::parseLong)
                        .filter(bytes -> bytes >= size.get()).isPresent());
    }

    private static Optional<String> text(Record row, String component) {
        return Arrays.stream(row.getClass().getRecordComponents()).filter(c -> c.getName().equals(component))
                .findFirst().map(c -> value(row, c));
    }

    private static String value(Record row, RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // a command has its own rows
            return accessor.invoke(row).toString();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
