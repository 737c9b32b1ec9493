package org.packetboat.documents;

import java.util.ArrayList;
import java.util.List;

/** A line for a shell, taken apart as far as documents need it: quotes, comments, and what parts commands. */
final class ShellWords {
    private final String line;
    private int at;

    private ShellWords(String line) {
        this.line = line;
    }

    /** The commands of a line, each as its words; files that are written to or read from are left out. */
    static List<List<String>> commands(String line) {
        return new ShellWords(line).commands();
    }

    private List<List<String>> commands() {
        List<List<String>> all = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String word = next(); !word.isEmpty(); word = next()) {
            if (word.equals(" #")) break;
            if (word.matches(" ([|;]|&&|\\|\\|)")) {
                all.add(words);
                words = new ArrayList<>();
            } else if (word.matches(" [<>]+")) {
                next();
            } else {
                words.add(word);
            }
        }
        all.add(words);
        return all.stream().filter(command -> !command.isEmpty()).toList();
    }

    /** The next word; with a space before it if it means something to the shell; empty at the end. */
    private String next() {
        while (at < line.length() && Character.isWhitespace(line.charAt(at)))
            at++;
        if (at == line.length()) return "";
        int from = at;
        while (at < line.length() && "|;&<>#".indexOf(line.charAt(at)) >= 0)
            at++;
        if (at > from) return " " + line.substring(from, at);
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (; at < line.length(); at++) {
            char c = line.charAt(at);
            if (quote != 0 && c == quote) quote = 0;
            else if (quote == 0 && (c == '"' || c == '\'')) quote = c;
            else if (quote == 0 && (Character.isWhitespace(c) || "|;&<>".indexOf(c) >= 0)) break;
            else word.append(c);
        }
        return word.isEmpty() ? "''" : word.toString();
    }
}
