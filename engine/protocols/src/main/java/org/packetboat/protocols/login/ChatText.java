package org.packetboat.protocols.login;

import java.util.ArrayList;
import java.util.List;

/**
 * What a chat script sends, in pieces. It ends with a carriage return unless {@code \c} ends it. Escapes:
 * {@code \r \n \t \b \s} (space), {@code \N} (NUL), {@code \\}, {@code \d} (a second's pause), {@code \p} (a quarter of
 * it), {@code \L} (the login), {@code \P} (the password).
 */
record ChatText(List<Piece> pieces) {
    sealed interface Piece {
        record Text(String characters) implements Piece {}

        record Pause(int millis) implements Piece {}

        record Login() implements Piece {}

        record Password() implements Piece {}
    }

    /** @throws IllegalArgumentException if it has an escape that does not exist */
    static ChatText parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        boolean end = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') pieces.add(new Piece.Text(String.valueOf(c)));
            else if (i + 1 == text.length()) throw new IllegalArgumentException("a backslash at the end");
            else if (text.charAt(++i) == 'c') end = false;
            else pieces.add(escaped(text.charAt(i)));
        }
        if (end) pieces.add(new Piece.Text("\r"));
        return new ChatText(List.copyOf(pieces));
    }

    private static Piece escaped(char c) {
        return switch (c) {
            case 'd' -> new Piece.Pause(1000);
            case 'p' -> new Piece.Pause(250);
            case 'L' -> new Piece.Login();
            case 'P' -> new Piece.Password();
            default -> new Piece.Text(String.valueOf(character(c)));
        };
    }

    /** The character that an escape stands for in both halves of a script. */
    static char character(char escape) {
        return switch (escape) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 's' -> ' ';
            case 'N' -> '\0';
            case '\\', '-' -> escape;
            default -> throw new IllegalArgumentException("\\" + escape + " is no escape of a chat script");
        };
    }
}
