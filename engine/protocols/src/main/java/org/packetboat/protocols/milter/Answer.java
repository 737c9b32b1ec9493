package org.packetboat.protocols.milter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.text.Quoted;

/** What a filter answers to one step. */
sealed interface Answer {
    /** To go on. */
    record Continue() implements Answer {}

    /** This message, or all of this client, is let pass without being looked at any more. */
    record Accept() implements Answer {}

    /** It is to vanish. */
    record Discard() implements Answer {}

    /** No more of the body is wanted. */
    record Skip() implements Answer {}

    record Refuse(Reply reply) implements Answer {}

    Answer CONTINUE = new Continue();
    Reply REJECTED = new Reply(550, "5.7.1", "Refused by a filter");
    Reply PUT_OFF = new Reply(451, "4.7.1", "A filter asks you to try again later");
    Reply SHUT = new Reply(421, "4.7.0", "A filter asks you to come again later");
    Pattern LINE = Pattern.compile("([45][0-9]{2})[ -](?:([245]\\.[0-9]{1,3}\\.[0-9]{1,3}) ?)?(.*)",
            Pattern.DOTALL); // to the expression U+0085 ends a line, and it is an octet of many letters

    /** @throws FilterTrouble if that is no answer */
    static Answer of(Packet packet) {
        return switch (packet.command()) {
            case 'c' -> CONTINUE;
            case 'a' -> new Accept();
            case 'd' -> new Discard();
            case 's' -> new Skip();
            case 'r' -> new Refuse(REJECTED);
            case 't', 'f' -> new Refuse(PUT_OFF);
            case '4' -> new Refuse(SHUT);
            case 'y' -> new Refuse(reply(packet));
            default -> throw new FilterTrouble("it sent what is no answer: " + packet);
        };
    }

    /** Of several lines, one. */
    private static Reply reply(Packet packet) {
        List<String> texts = packet.texts(0);
        String said = texts.isEmpty() ? "" : texts.getFirst();
        List<Matcher> lines = Stream.of(said.split("\r?\n")).map(LINE::matcher).toList();
        boolean valid = lines.stream().allMatch(Matcher::matches)
                && lines.stream().map(line -> line.group(1)).distinct().count() == 1;
        if (!valid) throw new FilterTrouble("it sent a reply that is none: \"" + Quoted.oneLine(said) + "\"");
        String text = lines.stream().map(line -> line.group(3).strip()).collect(Collectors.joining(" "));
        return reply(lines.getFirst(), decoded(text.replace("%%", "%")));
    }

    /** @param line matched by {@link #LINE} */
    static Reply reply(Matcher line, String text) {
        String status = line.group(2) == null || line.group(2).charAt(0) != line.group(1).charAt(0)
                ? line.group(1).charAt(0) + ".7.1"
                : line.group(2);
        return new Reply(Integer.parseInt(line.group(1)), status, Quoted.oneLine(text));
    }

    /** Texts are a character for each octet; people write UTF-8. */
    static String decoded(String text) {
        return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    static String encoded(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
