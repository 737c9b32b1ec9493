package org.packetboat.protocols.bundle.content;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.mail.Xtext;
import org.packetboat.engine.trace.Repeat;
import org.packetboat.protocols.mail.CommandWriter;

/**
 * Writes the content of a batch: the client's half of an SMTP session (RFC 2442), with the messages in chunks of told
 * length (RFC 3030), so that nothing is dotted and every byte comes out as it went in.
 *
 * <pre>
 * EHLO hub.example.com
 * MAIL FROM:&lt;a@here.example> XID=00002F.3 BODY=8BITMIME MT-PRIORITY=3 XEXPIRES=2026-11-22T08:00:00Z
 * RCPT TO:&lt;b@there.example> NOTIFY=NEVER
 * BDAT 812                 and 812 bytes of message
 * XB64 20480 76            and 20480 bytes that stand in the message as base64 in lines of 76, see {@link Base64Lines}
 * BDAT 44 LAST             and the last 44 bytes of the message
 * QUIT
 * </pre>
 *
 * Parameters of MAIL: BODY (RFC 6152), SMTPUTF8 (6531), RET and ENVID (3461), MT-PRIORITY (6710), HOLDUNTIL (4865);
 * ours are XID (the envelope's id at EHLO's server), XTRANSID (what its first server calls it, {@link Repeat}; only
 * for far sides that say they know it), XDELIVERBY, XEXPIRES (points in time, since a batch may lie for
 * hours; the former with the letters of RFC 2852 behind a semicolon), XBATCH (the big send, its name encoded as {@link
 * Xtext} tells; earlier versions wrote only names that need no code). Of RCPT: NOTIFY, ORCPT. A name with a space or
 * control character in it is none (RFC 3461 section 4) and left out. Lines end in CRLF and are UTF-8.
 */
public final class ContentWriter {
    private static final int LONGEST_NAME = 1000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final String server;
    private final boolean names;

    private ContentWriter(String server, boolean names) {
        this.server = server;
        this.names = names;
    }

    /**
     * @param server our name
     * @param names  whether the far side knows {@code XTRANSID}
     */
    public static byte[] write(String server, List<Transfer> transfers, boolean names) {
        ContentWriter writer = new ContentWriter(server, names);
        writer.line("EHLO " + server);
        transfers.forEach(writer::transfer);
        writer.line("QUIT");
        return writer.out.toByteArray();
    }

    private void transfer(Transfer transfer) {
        line(mail(transfer));
        transfer.envelope().recipients().forEach(recipient -> line(rcpt(recipient)));
        byte[] message = BodyInput.bytes(transfer.body());
        List<Part> parts = Base64Finder.parts(message);
        for (Part part : parts)
            part(part, message, part == parts.getLast() ? " LAST" : "");
        if (parts.isEmpty()) line("BDAT 0 LAST");
    }

    private void part(Part part, byte[] message, String last) {
        switch (part) {
            case Part.Plain(int from, int until) -> {
                line("BDAT " + (until - from) + last);
                out.write(message, from, until - from);
            }
            case Part.Encoded(byte[] raw, int columns) -> {
                line("XB64 " + raw.length + " " + columns + last);
                out.writeBytes(raw);
            }
        }
    }

    private String mail(Transfer transfer) {
        Envelope envelope = transfer.envelope();
        Message message = envelope.message();
        CommandWriter line = CommandWriter.mail(message.sender()).with("XID", envelope.id());
        if (names) line.with(Repeat.KEYWORD, Repeat.name(envelope, transfer.body(), server));
        if (message.eightBit()) line.with("BODY", "8BITMIME");
        line.flag("SMTPUTF8", message.international());
        if (message.returned() == ReturnContent.HDRS) line.with("RET", message.returned());
        line.with("ENVID", message.envelopeName().filter(ContentWriter::isName));
        if (envelope.priority().value() != 0) line.with("MT-PRIORITY", envelope.priority().value());
        if (envelope.notBefore().isAfter(message.arrived())) line.with("HOLDUNTIL", envelope.notBefore());
        line.with("XDELIVERBY", envelope.deliverBy());
        if (!envelope.expires().equals(Instant.MAX)) line.with("XEXPIRES", envelope.expires());
        Optional<String> bigSend = message.batch().flatMap(BigSendName::of).map(name -> Xtext.encode(name.text()));
        return line.with("XBATCH", bigSend.filter(ContentWriter::isName)).toString();
    }

    private static String rcpt(Recipient recipient) {
        return CommandWriter.rcpt(recipient.address()).notify(recipient.wanted())
                .with("ORCPT", recipient.original().filter(ContentWriter::isName)).toString();
    }

    /** What every version takes as a value: no space, no control character, nothing beyond the first plane. */
    private static boolean isName(String value) {
        return !value.isEmpty() && value.length() <= LONGEST_NAME
                && value.chars().noneMatch(c -> c <= ' ' || c >= 0x7f && c <= 0x9f || Character.isSurrogate((char) c));
    }

    private void line(String text) {
        out.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
