package org.packetboat.schedules.file.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.schedules.file.Source;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Value;

/** Files that schedule files name; their paths count from the folder of the file that names them. */
public final class BesideFiles {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<Source.Beside> read = new ArrayList<>();

    /**
     * The text of a file.
     *
     * @param value where the file is named
     * @param what  what it should be, as "a CSV file"
     */
    record Text(Value value, String what, Path file, String content) {
        /** Reports what is wrong in one of its lines. */
        void refuse(long line, String message) {
            value.problems().error(place(line), value.path(), message);
        }

        Place place(long line) {
            return new Place(file.toString(), (int) line, 1);
        }

        /** Reports that it is no such file at all. */
        void refuseWhole(Exception why) {
            value.refuse("a readable " + what + " at " + file + " (" + why.getMessage() + ")");
        }
    }

    /** The files that were read, or were to be read. */
    public List<Source.Beside> read() {
        return List.copyOf(read);
    }

    /** @param what what it should be, as "CSV file" */
    Optional<Text> read(Value value, String what) {
        return value.as("the path of a " + what, text -> pathOf(value, text)).flatMap(file -> read(value, what, file));
    }

    private static Path pathOf(Value value, String text) {
        return Path.of(value.place().file()).resolveSibling(text).normalize();
    }

    private Optional<Text> read(Value value, String what, Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            read.add(new Source.Beside(file, Optional.of(new Source(file.toString(), bytes))));
            String text = new String(bytes, UTF_8);
            return Optional.of(new Text(value, what, file,
                    text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text));
        } catch (IOException e) {
            read.add(new Source.Beside(file, Optional.empty()));
            new Text(value, what, file, "").refuseWhole(e);
            return Optional.empty();
        }
    }
}
