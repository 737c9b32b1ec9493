package org.packetboat.schedules.yaml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping with known keys. Keys it doesn't know were reported when it was made. */
public final class Section {
    private final Node.Mapping mapping;
    private final String path;
    private final Problems problems;
    private final Map<String, Value> values = new HashMap<>();

    private Section(Node.Mapping mapping, String path, Problems problems) {
        this.mapping = mapping;
        this.path = path;
        this.problems = problems;
        for (Node.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            values.put(key, new Value(entry.value(), path(key), problems));
        }
    }

    static Section of(Node.Mapping mapping, String path, Problems problems, List<String> keys) {
        Section section = new Section(mapping, path, problems);
        for (Node.Entry entry : mapping.entries())
            if (!keys.contains(entry.key().text())) section.refuse(entry.key(), keys);
        return section;
    }

    static Section ofAnyKeys(Node.Mapping mapping, String path, Problems problems) {
        return new Section(mapping, path, problems);
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void refuse(Node.Scalar unknown, List<String> keys) {
        String key = unknown.text();
        String guess = Spelling.nearest(key, keys).map(near -> " (did you mean \"" + near + "\"?)").orElse("");
        problems.error(unknown.place(), path(key),
                "found an unknown key" + guess + "; expected one of: " + String.join(", ", keys));
    }

    /** The value of a key, if it is given. */
    public Optional<Value> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The value of a key; reports that it is missing. */
    public Optional<Value> need(String key, String expected) {
        if (!values.containsKey(key)) {
            problems.error(mapping.place(), path, "found no \"" + key + "\"; expected " + expected);
        }
        return get(key);
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public Place place() {
        return mapping.place();
    }

    /** Reports something about the mapping as a whole. */
    public void refuseAs(String message) {
        problems.error(place(), path, message);
    }

    /** Reports something about the mapping as a whole that does no harm. */
    public void warn(String message) {
        problems.warning(place(), path, message);
    }
}
