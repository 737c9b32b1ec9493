package org.packetboat.schedules.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.ParserException;

/** Turns the events of a YAML parser into {@link Node}s, once. */
final class NodeBuilder {
    private static final int DEEPEST = 32;

    private final String file;
    private final Iterator<Event> events;
    private final Problems problems;

    NodeBuilder(String file, Iterator<Event> events, Problems problems) {
        this.file = file;
        this.events = events;
        this.problems = problems;
    }

    Optional<Node> document() {
        events.next();
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            problems.error(Place.of(file), "", "found an empty file; expected a mapping");
            return Optional.empty();
        }
        Node node = node(events.next(), 0);
        events.next();
        Event end = events.next();
        if (end.getEventId() == Event.ID.StreamEnd) return Optional.of(node);
        problems.error(place(end), "", "found a second document; expected one in a file");
        return Optional.empty();
    }

    private Node node(Event event, int depth) {
        if (event instanceof NodeEvent named && named.getAnchor().isPresent()) throw anchor(event);
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case SequenceStartEvent start -> sequence(start, depth + 1);
            case MappingStartEvent start -> mapping(start, depth + 1);
            default -> new Node.Scalar(place(event), "", false);
        };
    }

    private static ParserException anchor(Event event) {
        String found = event instanceof AliasEvent ? "an alias (*)" : "an anchor (&)";
        return new ParserException("found " + found + "; expected the value itself", event.getStartMark());
    }

    private Node.Scalar scalar(ScalarEvent event) {
        refuseTag(event.getTag(), event);
        String text = event.isPlain() && (event.getValue().equals("null") || event.getValue().equals("~"))
                ? ""
                : event.getValue();
        return new Node.Scalar(place(event), text, event.isPlain());
    }

    private void refuseTag(Optional<String> tag, Event event) {
        tag.ifPresent(name -> problems.error(place(event), "", "found the tag " + name + "; expected no tags"));
    }

    private Node sequence(CollectionStartEvent start, int depth) {
        refuseTag(start.getTag(), start);
        List<Node> items = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(node(next, deeper(depth, next)));
        }
        return new Node.Sequence(place(start), List.copyOf(items));
    }

    private Node mapping(CollectionStartEvent start, int depth) {
        refuseTag(start.getTag(), start);
        Map<String, Place> known = new HashMap<>();
        List<Node.Entry> entries = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            Node key = node(next, deeper(depth, next));
            Event value = events.next();
            Node read = node(value, deeper(depth, value));
            if (isNewKey(key, known)) entries.add(new Node.Entry((Node.Scalar) key, read));
        }
        return new Node.Mapping(place(start), List.copyOf(entries));
    }

    private boolean isNewKey(Node key, Map<String, Place> known) {
        if (!(key instanceof Node.Scalar(Place place, String text, boolean _))) {
            problems.error(key.place(), "", "found " + key.described() + " as a key; expected a name");
            return false;
        }
        Place first = known.putIfAbsent(text, place);
        if (first == null) return true;
        problems.error(place, text, "found the key a second time; expected it once, as in line " + first.line());
        return false;
    }

    /** Stops a file that is nested to exhaust the stack. */
    private int deeper(int depth, Event event) {
        if (depth < DEEPEST) return depth;
        throw new ParserException("nested too deep; expected at most " + DEEPEST + " levels", event.getStartMark());
    }

    private Place place(Event event) {
        return event.getStartMark().map(mark -> YamlFile.place(file, mark)).orElse(Place.of(file));
    }
}
