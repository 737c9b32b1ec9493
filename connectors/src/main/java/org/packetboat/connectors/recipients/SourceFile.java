package org.packetboat.connectors.recipients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A file of text in UTF-8 that is read for a list. */
record SourceFile(Path path) {
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** Its bytes are checked: text in another encoding would be other names. A byte order mark is left out. */
    BufferedReader open() throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(Files.newInputStream(path),
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) reader.reset();
        return reader;
    }

    /** Another one as soon as somebody has written to it, or put another file in its place. */
    String mark() throws IOException {
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        if (!now.isRegularFile()) throw new IOException(path + " is no file");
        return now.size() + " bytes, " + now.lastModifiedTime() + ", " + now.fileKey();
    }

    /** What is said of bytes that are no UTF-8. */
    ListRefused notUtf8(long lines) {
        return new ListRefused(where(lines + 1) + " or a few lines on: found bytes that are no UTF-8; expected the "
                + "file in UTF-8");
    }

    String where(long line) {
        return path + ":" + line;
    }
}
