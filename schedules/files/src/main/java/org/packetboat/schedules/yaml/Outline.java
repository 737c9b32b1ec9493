package org.packetboat.schedules.yaml;

import java.util.List;
import java.util.Optional;

/**
 * Where the values of a file stand, for messages about what shows only after all has been read.
 *
 * @param file     the file's name as the user gave it
 * @param document what is in it; empty if it can't be read
 */
public record Outline(String file, Optional<Node> document) {
    /** Of a file that is read for this alone; what is wrong with it is told by whoever reads it in earnest. */
    public static Outline of(String file, byte[] content) {
        return new Outline(file, YamlFile.read(file, content, new Problems()));
    }

    /**
     * The place of a value. Where it is not given, that of the innermost value that is and would hold it.
     *
     * @param path keys, and positions in lists from 0: {@code smtp}, {@code relay-from}, {@code 0}
     */
    public Place place(String... path) {
        Place found = document.map(Node::place).orElse(Place.of(file));
        Optional<Node> node = document;
        for (String step : path) {
            node = node.flatMap(n -> inside(n, step));
            found = node.map(Node::place).orElse(found);
        }
        return found;
    }

    /** A value, if it is given. */
    public Optional<Node> find(String... path) {
        Optional<Node> node = document;
        for (String step : path)
            node = node.flatMap(n -> inside(n, step));
        return node;
    }

    /** The items of a list, each with what is in it; none if there is no such list. */
    public List<Outline> items(String key) {
        return find(key).filter(Node.Sequence.class::isInstance).map(Node.Sequence.class::cast)
                .map(list -> list.items().stream().map(item -> new Outline(file, Optional.of(item))).toList())
                .orElse(List.of());
    }

    private static Optional<Node> inside(Node node, String step) {
        return switch (node) {
            case Node.Mapping(Place _, List<Node.Entry> entries) -> entries.stream()
                    .filter(entry -> entry.key().text().equals(step)).map(Node.Entry::value).findFirst();
            case Node.Sequence(Place _, List<Node> items) -> item(items, step);
            case Node.Scalar _ -> Optional.empty();
        };
    }

    private static Optional<Node> item(List<Node> items, String step) {
        boolean position = step.chars().allMatch(Character::isDigit) && Integer.parseInt(step) < items.size();
        return position ? Optional.of(items.get(Integer.parseInt(step))) : Optional.empty();
    }
}
