package org.packetboat.camel.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Message;
import org.packetboat.camel.PacketboatConstants;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.milter.Judgement;
import org.packetboat.protocols.smtp.filter.Filtered;
import org.packetboat.protocols.smtp.filter.Head;
import org.packetboat.protocols.smtp.filter.Verdict;

/** What a route has said in headers. */
public final class RuleVerdict {
    private enum Word {
        ACCEPT, REFUSE, DEFER, HOLD, DISCARD
    }

    private RuleVerdict() {}

    /**
     * Reads it.
     *
     * @param to the envelope as it is to be
     * @throws IllegalArgumentException with what was found and what is expected
     */
    public static Judgement of(Message said, Filtered.Envelope to) {
        String reason = text(said, PacketboatConstants.REASON);
        Word word = word(text(said, PacketboatConstants.VERDICT));
        Verdict verdict = switch (word) {
            case ACCEPT, HOLD -> new Verdict.Passed();
            case REFUSE, DEFER -> Judgement.refused(word == Word.REFUSE, reason);
            case DISCARD -> new Verdict.Discarded("");
        };
        List<String> removed = Arrays.stream(text(said, PacketboatConstants.REMOVE_FIELDS).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty()).toList();
        removed.stream().filter(name -> !Head.isName(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(PacketboatConstants.REMOVE_FIELDS + ": found \"" + Quoted.oneLine(name)
                    + "\"; expected names of header fields, commas between them");
        });
        return new Judgement(verdict, to, word == Word.HOLD ? Optional.of(reason) : Optional.empty(), removed,
                fields(said.getHeader(PacketboatConstants.ADD_FIELDS)));
    }

    private static Word word(String text) {
        if (text.isBlank()) return Word.ACCEPT;
        try {
            return Word.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PacketboatConstants.VERDICT + ": found \"" + Quoted.oneLine(text)
                    + "\"; expected accept, refuse, defer, hold or discard", e);
        }
    }

    private static String text(Message said, String name) {
        return Optional.ofNullable(said.getHeader(name)).map(Object::toString).orElse("");
    }

    private static List<Head.Field> fields(Object said) {
        List<Head.Field> fields = new ArrayList<>();
        if (said == null) return fields;
        for (Object each : said instanceof Collection<?> many ? many : List.of(said))
            for (String line : each.toString().strip().split("\r?\n(?![ \t])"))
                if (!line.isBlank()) fields.add(Head.Field.of(line));
        return fields;
    }
}
