package org.packetboat.connectors.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import jakarta.mail.internet.SharedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.packetboat.protocols.smtp.text.TextFacts;
import org.packetboat.protocols.smtp.text.TextTaken;

/**
 * Writes a message so that its text has seven bits and short lines (RFC 2045 section 6): each part that needs it is
 * encoded anew, text as quoted-printable, all else as base64. Everything else stays as it is, byte for byte, but what
 * stands behind the last boundary of a multipart. Long header fields are folded where they have a space.
 */
final class SevenBitWriter {
    /** What was done to it can be told from every byte (RFC 1847, RFC 3156, RFC 8551). */
    private static final Set<String> UNTOUCHABLE = Set.of("multipart/signed", "multipart/encrypted",
            "application/pkcs7-mime", "application/x-pkcs7-mime");
    private static final Set<String> ENCODED = Set.of("quoted-printable", "base64", "x-uuencode", "uuencode");
    private static final Set<String> BARE = Set.of("7bit", "8bit", "binary");
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final String CODING = "Content-Transfer-Encoding";
    private static final String SEVEN_BIT = "7bit";
    private static final byte[] CRLF = {'\r', '\n'};
    private static final int DEEPEST = 50;

    private final OutputStream out;
    private final boolean eightBitTaken;
    private final StructureLimit limit = new StructureLimit();

    /** @param eightBitTaken whether only lines are too long */
    SevenBitWriter(OutputStream out, boolean eightBitTaken) {
        this.out = out;
        this.eightBitTaken = eightBitTaken;
    }

    /** @throws MessagingException if it is not to be changed, or can't be read as MIME */
    void write(InputStream message) throws MessagingException, IOException {
        write(read(message), 0);
    }

    private MimeMessage read(InputStream message) throws MessagingException, IOException {
        try (InputStream ahead = ((SharedInputStream) message).newStream(0, -1)) {
            limit.header(ahead);
        }
        return new MimeMessage(SESSION, message);
    }

    private void write(MimePart part, int depth) throws MessagingException, IOException {
        ContentType type = type(part);
        String name = type.getBaseType().toLowerCase(Locale.ROOT);
        if (depth > DEEPEST || UNTOUCHABLE.contains(name)) throw new MessagingException(name + " is not changed");
        if (type.match("multipart/*")) {
            writeHolder(part);
            writeParts(part, type, depth);
        } else if (type.match("message/rfc822") && !ENCODED.contains(coding(part))) {
            writeHolder(part);
            write(read(raw(part)), depth + 1);
        } else {
            writeLeaf(part, type);
        }
    }

    /** What is not said, or not said so that it can be read, is text (RFC 2045 section 5.2). */
    private static ContentType type(MimePart part) throws MessagingException {
        String said = part.getHeader("Content-Type", null);
        try {
            return new ContentType(said == null ? "text/plain" : said);
        } catch (ParseException nonsense) {
            throw new MessagingException("its Content-Type can't be read", nonsense);
        }
    }

    private static String coding(MimePart part) throws MessagingException {
        return part.getEncoding() == null ? SEVEN_BIT : part.getEncoding().strip().toLowerCase(Locale.ROOT);
    }

    private MimeMultipart parts(MimePart part, byte[] boundary) throws MessagingException, IOException {
        try (InputStream in = raw(part)) {
            limit.parts(in, boundary);
        }
        MimeMultipart parts = new MimeMultipart(part.getDataHandler().getDataSource());
        if (!parts.isComplete()) throw new MessagingException("it does not end");
        return parts;
    }

    private void writeParts(MimePart part, ContentType type, int depth) throws MessagingException, IOException {
        if (type.getParameter("boundary") == null) throw new MessagingException("it has no boundary");
        byte[] boundary = bytes("--" + type.getParameter("boundary"));
        MimeMultipart parts = parts(part, boundary);
        if (parts.getPreamble() != null) out.write(bytes(parts.getPreamble().replaceAll("\r?\n", "\r\n")));
        for (int i = 0; i < parts.getCount(); i++) {
            out.write(boundary);
            out.write(CRLF);
            write(part(parts, i, type), depth + 1);
            out.write(CRLF);
        }
        out.write(boundary);
        out.write(bytes("--\r\n"));
    }

    /** What says nothing of itself in a digest is mail (RFC 2046 section 5.1.5), and stays as it is. */
    private static MimePart part(MimeMultipart parts, int index, ContentType type) throws MessagingException {
        MimePart part = (MimeBodyPart) parts.getBodyPart(index);
        if (type.match("multipart/digest") && part.getHeader("Content-Type", null) == null) {
            throw new MessagingException("a digest is not changed");
        }
        return part;
    }

    /** The header of what holds parts, or mail. */
    private void writeHolder(MimePart part) throws MessagingException, IOException {
        checkKnown(part);
        writeHeader(part, eightBitTaken ? "" : SEVEN_BIT, true);
    }

    private void writeLeaf(MimePart part, ContentType type) throws MessagingException, IOException {
        boolean change = !ENCODED.contains(coding(part))
                && !factsOf(part).fit(new TextTaken(eightBitTaken, TextFacts.LONGEST_LINE));
        boolean text = type.match("text/*");
        String how = !change ? "" : text ? "quoted-printable" : "base64";
        if (change) checkKnown(part);
        // RFC 2045 section 6.4.
        if (change && type.match("message/*")) throw new MessagingException(type.getBaseType() + " is not encoded");
        writeHeader(part, how, change);
        try (InputStream in = raw(part)) {
            if (change) encode(in, how);
            else in.transferTo(out);
        }
        if (change && !text) out.write(CRLF);
    }

    private void encode(InputStream in, String how) throws MessagingException, IOException {
        OutputStream encoder = MimeUtility.encode(out, how);
        in.transferTo(encoder);
        encoder.flush();
    }

    /** What is encoded in a way that we don't know is not encoded once more. */
    private static void checkKnown(MimePart part) throws MessagingException {
        String coding = coding(part);
        if (!BARE.contains(coding) && !ENCODED.contains(coding)) throw new MessagingException(coding + " is not known");
    }

    private static TextFacts factsOf(MimePart part) throws MessagingException, IOException {
        try (InputStream in = raw(part)) {
            return TextFacts.of(in);
        }
    }

    private static InputStream raw(MimePart part) throws MessagingException {
        return part instanceof MimeMessage message
                ? message.getRawInputStream()
                : ((MimeBodyPart) part).getRawInputStream();
    }

    /**
     * @param coding  what it is encoded in from now on; empty to leave that as it is
     * @param changed whether it, or a part of it, may have another coding than before
     */
    private void writeHeader(MimePart part, String coding, boolean changed) throws MessagingException, IOException {
        boolean mime = changed && part instanceof MimeMessage && part.getHeader("MIME-Version") == null;
        Enumeration<String> lines = coding.isEmpty()
                ? part.getAllHeaderLines()
                : part.getNonMatchingHeaderLines(new String[]{CODING});
        for (String line : Collections.list(lines)) {
            out.write(bytes(folded(line)));
            out.write(CRLF);
        }
        if (mime) out.write(bytes("MIME-Version: 1.0\r\n"));
        boolean said = coding.equals(SEVEN_BIT) && part.getEncoding() == null;
        if (!coding.isEmpty() && !said) out.write(bytes(CODING + ": " + coding + "\r\n"));
        out.write(CRLF);
    }

    /** RFC 5322 section 2.2.3. */
    private static String folded(String field) {
        StringBuilder folded = new StringBuilder();
        for (String line : field.split("\r?\n", -1)) {
            if (!folded.isEmpty()) folded.append("\r\n");
            int at = 0;
            while (line.length() - at > TextFacts.LONGEST_LINE) {
                int space = line.lastIndexOf(' ', at + TextFacts.LONGEST_LINE - 1);
                if (space <= at || line.substring(at, space).isBlank()) break;
                folded.append(line, at, space).append("\r\n");
                at = space;
            }
            folded.append(line, at, line.length());
        }
        return folded.toString();
    }

    /** As the library reads headers: a character for each byte. */
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
