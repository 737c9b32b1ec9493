package org.packetboat.connectors.kafka.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A value in a JSON record with its path, for messages. What is not as expected is {@link Unfit}. */
record JsonValue(JsonNode node, String path) {
    private static final int SHOWN = 60;

    Unfit unfit(String expected) {
        String found = node.toString();
        return new Unfit(path + ": found " + (found.length() > SHOWN ? found.substring(0, SHOWN) + "..." : found)
                + "; expected " + expected);
    }

    /** Checks that it is an object with these keys and no others. */
    JsonValue object(Set<String> keys) {
        if (!node.isObject()) throw unfit("an object");
        node.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key))
                throw new Unfit(at(key) + ": found an unknown key; expected one of: "
                        + String.join(", ", keys.stream().sorted().toList()));
        });
        return this;
    }

    Optional<JsonValue> get(String key) {
        return Optional.ofNullable(node.get(key)).filter(found -> !found.isNull())
                .map(found -> new JsonValue(found, at(key)));
    }

    /** The items of an array, or the one value that stands for an array of one. */
    List<JsonValue> items() {
        if (!node.isArray()) return List.of(this);
        List<JsonValue> items = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++)
            items.add(new JsonValue(node.get(i), path + "[" + i + "]"));
        return items;
    }

    /** A text, line breaks and all. */
    String text() {
        if (!node.isTextual()) throw unfit("a text");
        return node.textValue();
    }

    /** A text without line breaks or other control characters, fit for a header. */
    String line() {
        String text = text();
        if (text.codePoints().anyMatch(Character::isISOControl)) throw unfit("a text in one line");
        return text;
    }

    int number() {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) throw unfit("a whole number");
        return node.intValue();
    }

    <T> T as(Function<String, T> reader) {
        try {
            return reader.apply(line());
        } catch (IllegalArgumentException e) {
            throw new Unfit(path + ": " + e.getMessage());
        }
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
