package org.packetboat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How source files are laid out, where the formatter can't see to it. */
class LayoutTest {
    private static final Path PROJECT = Path.of("..");
    private static final int COLUMNS = 120;
    private static final String TEXT_BLOCK = "\"\"\"";

    /** An else at the end of a line: what follows belongs to it, but does not look as if it did. */
    private static final Pattern LONELY_ELSE = Pattern.compile("^\\s*(\\} )?else$");

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/")).sorted().toList();
        }
    }

    /** The lines of a file that break a rule, each as {@code file:line}. */
    private static List<String> broken(Path file, List<String> lines) {
        boolean test = file.toString().contains("/src/test/");
        boolean textBlock = false;
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String where = PROJECT.relativize(file) + ":" + (i + 1);
            if (line.length() > COLUMNS && !(test && textBlock))
                found.add(where + " has " + line.length() + " columns");
            if (LONELY_ELSE.matcher(line).matches()) found.add(where + " ends with else: join it or use braces");
            if (line.split(TEXT_BLOCK, -1).length % 2 == 0) textBlock = !textBlock;
        }
        return found;
    }

    @Test
    void linesHaveAtMost120ColumnsAndNoElseStandsAlone() throws IOException {
        List<Path> sources = sources();
        assertTrue(sources.size() > 500, sources::toString);
        List<String> found = new ArrayList<>();
        for (Path file : sources)
            found.addAll(broken(file, Files.readAllLines(file)));
        assertEquals(List.of(), found);
    }

    @Test
    void findsALongLineOutsideTheTextBlocksOfTests() {
        String tooLong = "x".repeat(121);
        List<String> lines = List.of(tooLong, "String text = \"\"\"", tooLong, "\"\"\";", tooLong, "} else");
        assertEquals(List.of("a/src/test/A.java:1 has 121 columns", "a/src/test/A.java:5 has 121 columns",
                "a/src/test/A.java:6 ends with else: join it or use braces"),
                broken(PROJECT.resolve("a/src/test/A.java"), lines));
        assertEquals(4, broken(PROJECT.resolve("a/src/main/A.java"), lines).size());
    }
}
