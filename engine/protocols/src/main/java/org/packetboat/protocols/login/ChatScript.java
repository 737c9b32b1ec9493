package org.packetboat.protocols.login;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to wait for at a far side's login and what to send then, in turns, as UUCP programs have always written it:
 *
 * <pre>
 * "" \r\c ogin:-\r\c-ogin: \L word: \P
 * </pre>
 *
 * {@code ""} waits for nothing. {@code a-b-c} waits for a; if it doesn't come, sends b and waits for c. See
 * {@link ChatText} for escapes. Immutable; the same script serves every call.
 */
public record ChatScript(List<Turn> turns) {
    /** For a far side that asks for a name and a password, and may have to be woken first. */
    public static final ChatScript LOGIN = parse("\"\" \\r\\c ogin:-\\r\\c-ogin:-\\r\\c-ogin: \\L word: \\P");

    /** Waits for one of several, then sends. */
    record Turn(List<Expect> expects, ChatText send) {}

    /** Waits for this; when time runs out, sends that and the next is waited for. */
    record Expect(String text, Optional<ChatText> otherwise) {}

    /** @throws IllegalArgumentException if it can't be read */
    public static ChatScript parse(String script) {
        String[] words = script.strip().split("\\s+");
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < words.length; i += 2) {
            ChatText send = i + 1 < words.length ? ChatText.parse(unquoted(words[i + 1])) : new ChatText(List.of());
            turns.add(new Turn(expects(unquoted(words[i])), send));
        }
        return new ChatScript(List.copyOf(turns));
    }

    private static String unquoted(String word) {
        return word.equals("\"\"") ? "" : word;
    }

    private static List<Expect> expects(String word) {
        String[] parts = word.split("(?<!\\\\)-", -1);
        List<Expect> expects = new ArrayList<>();
        for (int i = 0; i < parts.length; i += 2) {
            Optional<ChatText> otherwise = i + 1 < parts.length
                    ? Optional.of(ChatText.parse(parts[i + 1]))
                    : Optional.empty();
            expects.add(new Expect(plain(parts[i]), otherwise));
        }
        return List.copyOf(expects);
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && ++i == text.length()) throw new IllegalArgumentException("a backslash at the end");
            plain.append(c == '\\' ? ChatText.character(text.charAt(i)) : c);
        }
        return plain.toString();
    }
}
