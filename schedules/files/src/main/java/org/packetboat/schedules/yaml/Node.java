package org.packetboat.schedules.yaml;

import java.util.List;

/** A piece of a YAML file. Text stays text: what it means is for the one who knows what is expected there. */
public sealed interface Node {
    Place place();

    /**
     * A single value.
     *
     * @param plain whether it stands without quotes; a plain empty text is YAML's nothing
     */
    record Scalar(Place place, String text, boolean plain) implements Node {}

    record Sequence(Place place, List<Node> items) implements Node {}

    /** Keys and values in the order of the file; no key comes twice. */
    record Mapping(Place place, List<Entry> entries) implements Node {}

    record Entry(Scalar key, Node value) {}

    /** What it is, as a person would say it. */
    default String described() {
        return switch (this) {
            case Scalar(Place _, String text, boolean plain) -> text.isEmpty() && plain ? "nothing" : quoted(text);
            case Sequence _ -> "a list";
            case Mapping _ -> "a mapping";
        };
    }

    private static String quoted(String text) {
        String line = text.replace("\n", "\\n");
        return '"' + (line.length() > 80 ? line.substring(0, 77) + "..." : line) + '"';
    }
}
