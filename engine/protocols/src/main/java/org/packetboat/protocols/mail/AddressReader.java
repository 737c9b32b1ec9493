package org.packetboat.protocols.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one {@link AddressList}, from left to right. */
final class AddressReader {
    private static final char END = 0;
    private static final String SPECIALS = "()<>[]:;@\\,\"";

    /** Words one behind the other. @param local them as a local part; empty if they are none, such as two names */
    private record Words(String phrase, Optional<String> local, int end) {
        boolean areNone() {
            return phrase.isEmpty() && local.isEmpty();
        }
    }

    private final String text;
    private final int lastBracket;
    private final List<NamedMailbox> found = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int at;

    AddressReader(String text) {
        this.text = text;
        lastBracket = text.lastIndexOf(']');
    }

    /** @param most entries to read: more are left */
    AddressList read(int most) {
        while (found.size() + faults.size() < most && skipToEntry()) {
            int begin = at;
            if (!entry()) pass(begin);
        }
        return new AddressList(found, faults);
    }

    /** Commas may stand for nothing; a semicolon ends a group. */
    private boolean skipToEntry() {
        skipBlank();
        while (peek() == ',' || peek() == ';') {
            at++;
            skipBlank();
        }
        return at < text.length();
    }

    /** @return whether it could be read */
    private boolean entry() {
        Words words = words();
        return switch (peek()) {
            case ':' -> {
                at++; // the members of a group follow
                yield true;
            }
            case '<' -> inBrackets(words.phrase());
            case '@' -> words.local().isPresent() && withDomain(words);
            case ',', ';', END -> !words.areNone() && add("", words, Optional.empty());
            default -> false;
        };
    }

    /** An address may be the name of another: {@code a@b.example <a@b.example>}. */
    private boolean withDomain(Words local) {
        int begin = at - 1;
        Optional<String> domain = domain();
        skipBlank();
        if (domain.isEmpty()) return false;
        return peek() == '<'
                ? inBrackets(local.phrase() + text.substring(begin + 1, at).strip())
                : add("", local, domain);
    }

    private boolean inBrackets(String name) {
        at++;
        skipBlank();
        if (peek() == '@' && !skipRoute()) return false;
        Words local = words();
        if (local.local().isEmpty()) return false;
        Optional<String> domain = Optional.empty();
        if (peek() == '@') {
            domain = domain();
            skipBlank();
            if (domain.isEmpty()) return false;
        }
        if (peek() != '>' && at < text.length()) return false;
        at++;
        return add(name, local, domain);
    }

    /** RFC 5322 section 4.4: a source route says nothing today. */
    private boolean skipRoute() {
        while (peek() == '@' || peek() == ',') {
            if (peek() == '@' && domain().isEmpty()) return false;
            if (peek() == ',') at++;
            skipBlank();
        }
        boolean ended = peek() == ':';
        at++;
        return ended;
    }

    private boolean add(String name, Words local, Optional<String> domain) {
        skipBlank();
        boolean ends = peek() == ',' || peek() == ';' || at >= text.length();
        if (local.local().isEmpty() || !ends) return false;
        found.add(new NamedMailbox(name, NamedMailbox.written(local.local().get()), domain, local.end()));
        return true;
    }

    /** Words with blanks and comments between them: a phrase, or a local part where dots join them. */
    private Words words() {
        StringBuilder phrase = new StringBuilder();
        StringBuilder local = new StringBuilder();
        boolean joined = true;
        boolean afterDot = true;
        int end = at;
        skipBlank();
        for (Optional<String> word = word(); word.isPresent(); word = word()) {
            String said = word.get();
            boolean quoted = text.charAt(at - 1) == '"';
            joined &= afterDot || !quoted && said.startsWith(".");
            afterDot = !quoted && said.endsWith(".");
            phrase.append(phrase.isEmpty() ? "" : " ").append(said);
            local.append(said);
            end = at;
            skipBlank();
        }
        boolean none = end == at && local.isEmpty();
        return new Words(phrase.toString(), joined && !none && hasWord(end)
                ? Optional.of(local.toString())
                : Optional.empty(), end);
    }

    private boolean hasWord(int end) {
        return end > 0 && SPECIALS.indexOf(text.charAt(end - 1)) < 0 || end > 0 && text.charAt(end - 1) == '"';
    }

    private Optional<String> word() {
        return peek() == '"' ? quoted() : atom();
    }

    private Optional<String> atom() {
        int begin = at;
        while (at < text.length() && SPECIALS.indexOf(text.charAt(at)) < 0 && !isBlank(text.charAt(at)))
            at++;
        return at == begin ? Optional.empty() : Optional.of(text.substring(begin, at));
    }

    private Optional<String> quoted() {
        StringBuilder said = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                at = i + 1;
                return Optional.of(said.toString());
            }
            if (c == '\\' && i + 1 < text.length()) said.append(text.charAt(++i));
            else if (c != '\r' && c != '\n') said.append(c);
        }
        return Optional.empty();
    }

    /** At its @. */
    private Optional<String> domain() {
        at++;
        skipBlank();
        if (peek() == '[') return literal();
        StringBuilder name = new StringBuilder();
        for (Optional<String> part = atom(); part.isPresent(); part = goesOn(name) ? atom() : Optional.empty())
            name.append(part.get());
        return Optional.of(name.toString()).filter(n -> !n.isEmpty());
    }

    /** Around the dots of a domain there may be blanks. */
    private boolean goesOn(StringBuilder name) {
        int here = at;
        skipBlank();
        boolean more = peek() == '.' || name.charAt(name.length() - 1) == '.' && at > here;
        if (!more) at = here;
        return more;
    }

    private Optional<String> literal() {
        if (at > lastBracket) return Optional.empty();
        int end = text.indexOf(']', at);
        String literal = text.substring(at, end + 1);
        at = end + 1;
        return Optional.of(literal);
    }

    /** Blanks, line ends, comments. */
    private void skipBlank() {
        while (at < text.length() && (isBlank(text.charAt(at)) || peek() == '(')) {
            if (peek() == '(') skipComment();
            else at++;
        }
    }

    private void skipComment() {
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\') at++;
            else if (c == '(') depth++;
            else if (c == ')' && --depth == 0) return;
        }
        at = text.length();
    }

    /**
     * Goes on behind the next comma that stands in no quotes, brackets or comments. What is not closed goes to the end:
     * no text is read twice, whatever it has of that.
     */
    private void pass(int begin) {
        at = begin;
        for (boolean bracketed = false; at < text.length() && (bracketed || !isSeparator(peek()));) {
            char c = peek();
            if (c == '<' || c == '>') bracketed = c == '<';
            if (c == '"') passQuoted();
            else if (c == '(') skipComment();
            else if (c != '[' || literal().isEmpty()) at += c == '\\' ? 2 : 1;
        }
        at = Math.min(at, text.length());
        faults.add(text.substring(begin, at).strip());
    }

    private void passQuoted() {
        if (quoted().isEmpty()) at = text.length();
    }

    private static boolean isSeparator(char c) {
        return c == ',' || c == ';';
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
