package org.packetboat.engine.offer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.packetboat.engine.intake.HeadingReader;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.store.UnreadableException;
import org.packetboat.engine.text.EncodedWords;
import org.packetboat.engine.text.Quoted;
import org.packetboat.engine.trace.OfferAddress;

/**
 * Writes the short mail that offers a large one: who sent it, its subject, its size, until when it waits, and how to
 * ask for it. An answer to it goes to {@link OfferAddress}. Of several recipients none is told of the others. All lines
 * end in CRLF.
 */
final class OfferText {
    static final String SUBJECT = "Large mail waits for you";
    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("EEE, d MMM yyyy HH:mm:ss '+0000'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LOOKED_AT = 64 * 1024;
    private static final long MB = 1L << 20;

    private OfferText() {}

    /** The subject of a message; empty if it has none, or can't be read. */
    static Optional<String> subject(Body body) {
        HeadingReader heading = new HeadingReader();
        try {
            byte[] begin = body.read(0, (int) Math.min(LOOKED_AT, body.size()));
            heading.see(begin, 0, begin.length);
        } catch (UnreadableException damaged) {
            return Optional.empty();
        }
        return heading.subject();
    }

    /**
     * The offer as a message.
     *
     * @param id      the queue id it will have
     * @param about   the large mail
     * @param subject of that
     * @param ask     whom one writes to for it
     * @param until   when it comes back to its sender
     */
    static byte[] write(QueueId id, Message about, Optional<String> subject, List<Recipient> to, OfferAddress ask,
            Instant until, Instant now) {
        String server = ask.server().name();
        String shown = subject.map(EncodedWords::decode).map(Quoted::oneLine).orElse("(no subject)");
        String text = String.join("\r\n", "Date: " + DATE.format(now),
                "From: Large mail <" + ask.address() + ">",
                "To: " + (to.size() == 1 ? "<" + to.getFirst().address() + ">" : "undisclosed-recipients:;"),
                "Subject: "
                        + subject.filter(OfferText::isPlain).map(s -> SUBJECT + ": " + Quoted.oneLine(s))
                                .orElse(SUBJECT),
                "Message-ID: <" + id + "." + now.toEpochMilli() + "@" + server + ">",
                "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: 8bit", "",
                "A mail for you waits at " + server + ". It is larger than what is sent without being asked for:", "",
                "  From:     " + about.sender().map(Address::toString).orElse(""),
                "  Subject:  " + shown,
                "  Came in:  " + DATE.format(about.arrived()),
                "  Size:     " + size(about.size()),
                "  Id:       " + about.id(), "",
                "To have it sent, answer this mail; nothing need be written in the answer. It comes with one of the",
                "next calls then. On a machine with Packetboat, its operator may type instead:", "",
                "  packetboat request " + ask.address(), "",
                "If nobody asks for it by " + DATE.format(until) + ", it goes back to its sender.", "");
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isPlain(String subject) {
        return subject.chars().allMatch(c -> c >= ' ' && c < 127) && subject.length() < 200;
    }

    private static String size(long bytes) {
        String exact = String.format(Locale.ROOT, "%,d bytes", bytes);
        return bytes < MB ? exact : exact + String.format(Locale.ROOT, " (%.1f MB)", (double) bytes / MB);
    }
}
