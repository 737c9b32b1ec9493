package org.packetboat.protocols.uucp.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a command. They are divided at spaces, but for those within the double quotes of an address; there is no
 * shell. In an order with a line {@code Q} a backslash and three octal digits stand for a character, and two
 * backslashes for one, as Taylor UUCP has it.
 */
public final class CommandWords {
    private static final Pattern WORD = Pattern.compile("(?:\"(?:[^\"\\\\]++|\\\\.)*+\"|[^\\s\"]++|\")++");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3}|\\\\)");

    private CommandWords() {}

    /** The words; none of an empty command. */
    public static List<String> of(String command) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(command); word.find();)
            words.add(word.group());
        return words;
    }

    /** A word for an order in quotes. */
    static String quoted(String word) {
        return word.replace("\\", "\\\\").replace(" ", "\\040").replace("\t", "\\011");
    }

    /** What a command in an order in quotes means. */
    public static String unquoted(String command) {
        return ESCAPE.matcher(command).replaceAll(escape -> Matcher.quoteReplacement(escape.group(1).equals("\\")
                ? "\\"
                : String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
    }
}
