package org.packetboat.connectors.recipients;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why the source of a list can't be read. */
public final class Unreadable {
    private Unreadable() {}

    /** In words: of a file that is not there, or that nobody lets us read, the message is its path alone. */
    public static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException none -> "there is no file " + none.getFile();
            case AccessDeniedException denied -> "this user may not read " + denied.getFile();
            default -> String.valueOf(e.getMessage());
        };
    }
}
