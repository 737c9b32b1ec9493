package org.packetboat.schedules.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a file of one YAML 1.2 document in UTF-8 into {@link Node}s. Refuses what makes a file more than it seems:
 * anchors, aliases, tags, keys that come twice, nesting beyond 32 levels, files beyond 32 million characters.
 */
public final class YamlFile {
    private static final int LONGEST = 32 << 20;
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private YamlFile() {
    }

    /** The document's value; empty if it has none or can't be read, which then is among the problems. */
    public static Optional<Node> read(String file, byte[] content, Problems problems) {
        Optional<String> text = decoded(file, content, problems);
        if (text.isEmpty()) return Optional.empty();
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).setCodePointLimit(LONGEST).build();
            Iterator<Event> events = new Parse(settings).parseString(text.get()).iterator();
            return new NodeBuilder(file, events, problems).document();
        } catch (MarkedYamlEngineException e) {
            problems.error(e.getProblemMark().map(mark -> place(file, mark)).orElse(Place.of(file)), "", told(e));
        } catch (ReaderException e) {
            problems.error(at(file, text.get(), e.getPosition()), "", "found a control character, U+"
                    + "%04X".formatted(e.getCodePoint()) + "; expected text");
        } catch (YamlEngineException e) {
            problems.error(Place.of(file), "", "not readable as YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<String> decoded(String file, byte[] content, Problems problems) {
        int start = content.length >= MARK.length && Arrays.equals(content, 0, 3, MARK, 0, 3) ? MARK.length : 0;
        ByteBuffer bytes = ByteBuffer.wrap(content, start, content.length - start);
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            String before = new String(content, 0, bytes.position(), StandardCharsets.UTF_8);
            problems.error(at(file, before, before.length()), "",
                    "found bytes that are not UTF-8; expected UTF-8 text");
            return Optional.empty();
        }
    }

    private static String told(MarkedYamlEngineException e) {
        if (e.getProblem().contains("TAB")) return "found a tab; expected spaces for indentation";
        String context = e.getContext() == null ? "" : " " + e.getContext();
        return "not readable as YAML" + context + ": " + e.getProblem();
    }

    /** The place of a character, counted from the beginning of the text. */
    private static Place at(String file, String text, int position) {
        String before = text.substring(0, Math.min(position, text.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Place(file, line, before.length() - before.lastIndexOf('\n'));
    }

    static Place place(String file, Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
