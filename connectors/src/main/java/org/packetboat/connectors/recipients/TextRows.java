package org.packetboat.connectors.recipients;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text file: an address in a line, and behind it the site where that person lives, if that is said. Lines that are
 * empty or begin with {@code #} count for nothing.
 */
public final class TextRows implements RowSource {
    private static final Pattern ROW = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\"@\\S+|\\S+)(?:\\s+(\\S+))?\\s*");

    private final SourceFile file;

    public TextRows(Path file) {
        this.file = new SourceFile(file);
    }

    @Override
    public void read(Taker taker) throws IOException, ListRefused {
        long line = 0;
        try (BufferedReader reader = file.open()) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                String stripped = text.strip();
                if (stripped.isEmpty() || stripped.startsWith("#")) continue;
                Matcher row = ROW.matcher(stripped);
                if (row.matches()) taker.row(line, row.group(1), Optional.ofNullable(row.group(2)).orElse(""));
                else taker.row(line, stripped, "");
            }
        } catch (CharacterCodingException e) {
            throw file.notUtf8(line);
        }
    }

    @Override
    public Optional<String> mark() throws IOException {
        return Optional.of(file.mark());
    }

    @Override
    public String description() {
        return "file " + file.path();
    }

    @Override
    public String where(long place) {
        return file.where(place);
    }
}
