package org.packetboat.schedules.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A value being read: its node, its path for messages, and where problems go. Each reading method either gives what was
 * asked for, or reports what was found and what is expected and gives nothing.
 */
public record Value(Node node, String path, Problems problems) {
    public Place place() {
        return node.place();
    }

    /** Reports that this is not what is expected here. */
    public void refuse(String expected) {
        problems.error(place(), path, "found " + node.described() + "; expected " + expected);
    }

    /** Reports what is wrong in words of its own. */
    public void refuseAs(String message) {
        problems.error(place(), path, message);
    }

    /** Reports something to look at that does no harm. */
    public void warn(String message) {
        problems.warning(place(), path, message);
    }

    /** Warns of a file with a secret that every user of this machine may read. */
    public void warnIfOthersRead(Path file) {
        try {
            if (!Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) return;
            warn("found a secret in " + file + " that every user of this machine may read; expected: chmod o-r "
                    + file);
        } catch (IOException | UnsupportedOperationException unknown) {
            // whoever reads it will say so
        }
    }

    /** Whether it is a single value. */
    public boolean isScalar() {
        return node instanceof Node.Scalar;
    }

    public boolean isMapping() {
        return node instanceof Node.Mapping;
    }

    public boolean isList() {
        return node instanceof Node.Sequence;
    }

    /** A single text that is not empty. */
    public Optional<String> text(String expected) {
        if (node instanceof Node.Scalar(Place _, String text, boolean _) && !text.isBlank()) return Optional.of(text);
        refuse(expected);
        return Optional.empty();
    }

    /** A text that this function understands; an exception of its own for what is no such text is told, too. */
    public <T> Optional<T> as(String expected, Function<String, T> reader) {
        Optional<String> text = text(expected);
        try {
            return text.map(reader);
        } catch (IllegalArgumentException | DateTimeException e) {
            refuse(expected);
            return Optional.empty();
        }
    }

    /** A whole number within limits. */
    public Optional<Integer> number(int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        Optional<Integer> number = as(expected, Integer::valueOf);
        if (number.isEmpty() || number.get() >= least && number.get() <= most) return number;
        refuse(expected);
        return Optional.empty();
    }

    /** A duration of more than nothing, see {@link Quantities#duration}. */
    public Optional<Duration> duration() {
        return as("a duration like 10s, 90m, 12h or 2d", Quantities::duration);
    }

    /** A size in bytes, see {@link Quantities#size}. */
    public Optional<Long> size() {
        return as("a size like 64KB or 10MB", Quantities::size);
    }

    /** A rate in bytes per second, see {@link Quantities#rate}. */
    public Optional<Long> rate() {
        return as("a rate with its unit, like 9600bit/s, 64kbit/s, 10Mbit/s or 8kB/s", Quantities::rate);
    }

    public Optional<Boolean> yesOrNo() {
        return as("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException(text);
        });
    }

    /** One of an enum's names, in lower case. */
    public <E extends Enum<E>> Optional<E> oneOf(Class<E> type) {
        String names = Arrays.stream(type.getEnumConstants())
                .map(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
        return as("one of: " + names, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    /** The items of a list. */
    public List<Value> items(String expected) {
        if (node instanceof Node.Sequence(Place _, List<Node> items)) {
            return IntStream.range(0, items.size())
                    .mapToObj(i -> new Value(items.get(i), path + "[" + i + "]", problems)).toList();
        }
        refuse(expected);
        return List.of();
    }

    /** The items of a list, or the one value that stands in place of a list of one. */
    public List<Value> oneOrMore() {
        return isList() ? items("a list") : List.of(this);
    }

    /** Like {@link #oneOrMore}, but an empty list is reported. */
    public List<Value> atLeastOne(String expected) {
        List<Value> items = oneOrMore();
        if (items.isEmpty()) refuseAs("found an empty list; expected " + expected);
        return items;
    }

    /** A mapping of names that the user chooses. */
    public List<Named> named(String expected) {
        if (node instanceof Node.Mapping(Place _, List<Node.Entry> entries)) {
            return entries.stream().map(e -> new Named(e.key().text(), e.key().place(),
                    new Value(e.value(), pathOf(e.key().text()), problems))).toList();
        }
        refuse(expected);
        return List.of();
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The keys of a mapping; empty if it is none, which is not reported. */
    public Optional<List<String>> keys() {
        if (!(node instanceof Node.Mapping(Place _, List<Node.Entry> entries))) return Optional.empty();
        return Optional.of(entries.stream().map(entry -> entry.key().text()).toList());
    }

    /** A mapping of which these are all the keys. */
    public Optional<Section> section(String... keys) {
        if (node instanceof Node.Mapping mapping)
            return Optional.of(Section.of(mapping, path, problems, List.of(keys)));
        refuse("a mapping of " + String.join(", ", keys));
        return Optional.empty();
    }

    /** A mapping whose keys depend on one of them. */
    public Optional<Section> sectionOfAnyKeys(String expected) {
        if (node instanceof Node.Mapping mapping) return Optional.of(Section.ofAnyKeys(mapping, path, problems));
        refuse(expected);
        return Optional.empty();
    }

    /** A name and what it stands for. */
    public record Named(String name, Place place, Value value) {}
}
