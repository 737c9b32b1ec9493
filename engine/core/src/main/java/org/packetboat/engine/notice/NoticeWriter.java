package org.packetboat.engine.notice;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import org.packetboat.engine.intake.TextRule;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Xtext;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.text.Quoted;

/**
 * Writes a delivery status notification: {@code multipart/report} (RFC 6522) with a text for people, a
 * {@code message/delivery-status} for programs (RFC 3464) and what is returned of the message. Where an address is not
 * ASCII, the forms of RFC 6533 are used. All lines end in CRLF.
 *
 * <p>Where the sender set a time for delivery, {@code Deliver-By-Date} tells it (RFC 2852 section 5).
 *
 * <p>The whole message is returned if its sender did not ask for headers only, and it is no larger than
 * {@value #LARGEST_RETURNED} bytes; else its header, of which no more than {@value #LARGEST_HEADER} bytes.
 */
public final class NoticeWriter {
    static final int LARGEST_RETURNED = 1 << 20;
    static final int LARGEST_HEADER = 64 * 1024;

    /** The kind of a diagnosis that no other mail server made (RFC 3464 section 2.1.1: a type of our own). */
    private static final String OWN_WORD = "X-Packetboat";

    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("EEE, d MMM yyyy HH:mm:ss '+0000'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String server;
    private final QueueId id;
    private final Notice notice;
    private final Instant now;
    private final boolean international;
    private final StringBuilder text = new StringBuilder();

    private NoticeWriter(String server, QueueId id, Notice notice, Instant now) {
        this.server = server;
        this.id = id;
        this.notice = notice;
        this.now = now;
        this.international = notice.entries().stream().anyMatch(e -> e.recipient().address().isInternational());
    }

    /**
     * The notice as a message.
     *
     * @param server who writes it
     * @param id     the queue id it will have
     * @param body   the message it is about
     */
    public static byte[] write(String server, QueueId id, Notice notice, Body body, Instant now) {
        NoticeWriter writer = new NoticeWriter(server, id, notice, now);
        writer.header();
        writer.forPeople();
        writer.forPrograms();
        boolean whole = notice.kind() == NoticeKind.FAILED && isWhole(notice.about(), body);
        byte[] returned = whole ? read(body, body.size()) : TextRule.harmless(headerOf(read(body, LARGEST_HEADER)));
        writer.returnedHead(whole);
        return join(writer.text.toString(), returned, "\r\n--" + writer.boundary() + "--\r\n");
    }

    /** All of a message that a notice of its failure can return. */
    static byte[] returnable(Message about, Body body) {
        return isWhole(about, body) ? read(body, body.size()) : headerOf(read(body, LARGEST_HEADER));
    }

    /** Of what was kept of a message, and is not all of it, the header is returned. */
    private static boolean isWhole(Message about, Body body) {
        return about.returned() == ReturnContent.FULL && body.size() <= LARGEST_RETURNED
                && body.size() == about.size();
    }

    private void header() {
        line("Date: " + DATE.format(now));
        line("From: Mail Delivery System <MAILER-DAEMON@" + server + ">");
        line("To: <" + notice.about().sender().map(Address::toString).orElse("") + ">");
        line("Subject: " + notice.kind().headline().replaceAll("\\.$", "") + " (" + notice.about().id() + ")");
        line("Message-ID: <" + id + "." + now.toEpochMilli() + "@" + server + ">");
        line("Auto-Submitted: auto-replied");
        line("MIME-Version: 1.0");
        line("Content-Type: multipart/report; report-type=delivery-status;");
        line("\tboundary=\"" + boundary() + "\"");
        line("");
    }

    private void forPeople() {
        part("text/plain; charset=utf-8");
        line(notice.kind().headline());
        line("");
        line("This is the mail server " + server + ".");
        line(notice.kind().explanation());
        line("");
        for (Notice.Entry entry : notice.entries()) {
            line("  <" + entry.recipient().address() + ">");
            line("    " + Quoted.printable(entry.reply().toString())
                    + entry.reply().host().map(host -> " (said " + host + ")").orElse(""));
            entry.outlook().ifPresent(this::expect);
        }
        line("");
        line("It was accepted on " + DATE.format(notice.about().arrived()) + " as " + notice.about().id() + ".");
        notice.deliverBy().ifPresent(by -> line("It was to be delivered by " + DATE.format(by) + "."));
        notice.retryUntil().ifPresent(until -> line("It will be tried until " + DATE.format(until) + "."));
        line("");
    }

    private void expect(Outlook outlook) {
        boolean later = outlook.goes().isAfter(now);
        line("    " + (later ? "It can go next on " + DATE.format(outlook.goes()) : "It can go now")
                + outlook.arrives().map(at -> "; expected to arrive by " + DATE.format(at)).orElse("") + ".");
    }

    private void forPrograms() {
        part(international ? "message/global-delivery-status" : "message/delivery-status");
        line("Reporting-MTA: dns; " + server);
        notice.about().envelopeName().ifPresent(name -> line("Original-Envelope-Id: " + Xtext.decodeAscii(name)));
        line("Arrival-Date: " + DATE.format(notice.about().arrived()));
        notice.deliverBy().ifPresent(by -> line("Deliver-By-Date: " + DATE.format(by)));
        line("");
        for (Notice.Entry entry : notice.entries())
            perRecipient(entry);
    }

    private void perRecipient(Notice.Entry entry) {
        Address address = entry.recipient().address();
        entry.recipient().original().ifPresent(o -> line("Original-Recipient: " + Xtext.decodeAscii(o)));
        line("Final-Recipient: " + (address.isInternational() ? "utf-8; " : "rfc822; ") + address);
        line("Action: " + notice.kind().action());
        line("Status: " + status(entry.reply()));
        entry.reply().host().ifPresent(host -> line("Remote-MTA: dns; " + host));
        line("Diagnostic-Code: " + (entry.reply().host().isPresent() ? "smtp; " : OWN_WORD + "; ")
                + field(entry.reply().toString()));
        line("Last-Attempt-Date: " + DATE.format(now));
        notice.retryUntil().ifPresent(until -> line("Will-Retry-Until: " + DATE.format(until)));
        line("");
    }

    /** Fields are ASCII where they are not declared to be more (RFC 3464 section 2.1.2, RFC 6533). */
    private String field(String text) {
        StringBuilder out = new StringBuilder();
        Quoted.printable(text).codePoints()
                .forEach(c -> out.append(c < 0x7F || international ? Character.toString(c) : "\\x{%X}".formatted(c)));
        return out.toString();
    }

    private static String status(Reply reply) {
        return reply.status().isEmpty() ? reply.code() / 100 + ".0.0" : reply.status();
    }

    private void returnedHead(boolean whole) {
        String type = international || notice.about().international() ? "message/global" : "message/rfc822";
        String headers = international || notice.about().international()
                ? "message/global-headers"
                : "text/rfc822-headers";
        part(whole ? type : headers);
    }

    private void part(String type) {
        line("--" + boundary());
        line("Content-Type: " + type);
        line("Content-Transfer-Encoding: 8bit");
        line("");
    }

    private String boundary() {
        return "=_" + id + "." + now.toEpochMilli();
    }

    private void line(String line) {
        text.append(line).append("\r\n");
    }

    private static byte[] read(Body body, long most) {
        byte[] bytes = new byte[(int) Math.min(most, body.size())];
        for (int at = 0; at < bytes.length;) {
            byte[] part = body.read(at, bytes.length - at);
            System.arraycopy(part, 0, bytes, at, part.length);
            at += part.length;
        }
        return bytes;
    }

    private static byte[] headerOf(byte[] message) {
        for (int i = 0; i + 3 < message.length; i++) {
            if (message[i] == '\r' && message[i + 1] == '\n' && message[i + 2] == '\r' && message[i + 3] == '\n') {
                return Arrays.copyOf(message, i + 2);
            }
        }
        return message;
    }

    private static byte[] join(String head, byte[] middle, String tail) {
        byte[] first = head.getBytes(StandardCharsets.UTF_8);
        byte[] last = tail.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(first, first.length + middle.length + last.length);
        System.arraycopy(middle, 0, all, first.length, middle.length);
        System.arraycopy(last, 0, all, first.length + middle.length, last.length);
        return all;
    }
}
