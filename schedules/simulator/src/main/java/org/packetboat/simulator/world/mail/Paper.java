package org.packetboat.simulator.world.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.store.UnreadableException;
import org.packetboat.simulator.call.Bodies;

/**
 * What a message of a world is, by its text: a letter that somebody sent, a notice about one, an
 * offer of one, or a request for it.
 */
public sealed interface Paper {
    /** How a report of one server to another begins. */
    String REPORT = "Packetboat-Status: 1\r\n";
    String TOKEN = "Token: ";
    /** How a request for large mail begins. */
    String REQUEST = "Subject: please send it\r\n";
    Pattern OFFER = Pattern.compile("packetboat request (\\S+)\r\n");
    Pattern NAMED = Pattern.compile("(?:Original-Envelope-Id|Token): (\\S+)\r\n");
    Pattern ENTRY = Pattern.compile("Final-Recipient: (?:rfc822|utf-8); (\\S+)\r\nAction: (\\S+)\r\n");

    /** The letter of this name. */
    String token();

    /** A letter. @param text what its sender wrote, without what servers put before it */
    record OfLetter(String token, byte[] text) implements Paper {}

    /** Large mail is offered. @param ask whom one writes to for it */
    record OfOffer(Address ask) implements Paper {
        @Override
        public String token() {
            return "";
        }
    }

    /** Somebody asks for large mail. */
    record OfRequest() implements Paper {
        @Override
        public String token() {
            return "";
        }
    }

    /** A notice. @param entries what it says of whom */
    record OfNotice(String token, List<Told> entries) implements Paper {}

    /** What a notice says of one recipient. */
    record Told(Address about, String action) {}

    /** What a body says; empty if the disk has damaged it, or it is what servers tell each other. */
    static Optional<Paper> find(Body body) {
        try {
            return isReport(body) ? Optional.empty() : Optional.of(read(body));
        } catch (UnreadableException damaged) {
            return Optional.empty();
        }
    }

    /** Whether the disk has damaged a body. */
    static boolean isDamaged(Body body) {
        try {
            Bodies.bytes(body);
            return false;
        } catch (UnreadableException damaged) {
            return true;
        }
    }

    private static boolean isReport(Body body) {
        return new String(Bodies.bytes(body), StandardCharsets.ISO_8859_1).startsWith(REPORT);
    }

    static Paper read(Body body) {
        byte[] bytes = Bodies.bytes(body);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String head = text.substring(0, Math.max(0, text.indexOf("\r\n\r\n")));
        if (head.contains("multipart/report")) return notice(text);
        if (text.contains(REQUEST)) return new OfRequest();
        Matcher offer = OFFER.matcher(text);
        if (offer.find()) return new OfOffer(Address.parse(offer.group(1)));
        int at = text.indexOf(TOKEN);
        if (at < 0 || at > 0 && text.charAt(at - 1) != '\n') throw new AssertionError("nobody wrote this: " + text);
        String token = text.substring(at + TOKEN.length(), text.indexOf('\r', at));
        return new OfLetter(token, text.substring(at).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Paper notice(String text) {
        Matcher named = NAMED.matcher(text);
        if (!named.find()) return new OfNotice("", List.of()); // of what is damaged, nothing can be named
        List<Told> entries = new ArrayList<>();
        for (Matcher entry = ENTRY.matcher(text); entry.find();)
            entries.add(new Told(Address.parse(entry.group(1)), entry.group(2)));
        return new OfNotice(named.group(1), entries);
    }
}
