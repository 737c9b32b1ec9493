package org.packetboat.camel.text;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.attachment.Attachment;
import org.apache.camel.attachment.DefaultAttachment;

/**
 * A message taken apart. Its text is the first part that is a text and no attachment; every other part that is no
 * multipart is an attachment. Each has a name that no other has, whatever the case, and that is fit for a file: no
 * folders, no control characters, no dot at its start.
 */
public final class MailParts {
    private static final int LONGEST_NAME = 100;
    private static final String UNFIT = "[/\\\\:*?\"<>|\\p{Cntrl}]+";
    private static final Map<String, String> ENDINGS = Map.of("text/plain", ".txt", "text/html", ".html",
            "message/rfc822", ".eml", "application/pdf", ".pdf", "image/png", ".png", "image/jpeg", ".jpg",
            "text/calendar", ".ics");

    private final Map<String, Attachment> attachments = new LinkedHashMap<>();
    private Optional<String> text = Optional.empty();
    private String textType = "text/plain";

    private MailParts() {}

    /** Takes one apart; all of it is in memory. */
    public static MailParts of(Part message) throws MessagingException, IOException {
        MailParts parts = new MailParts();
        parts.add(message);
        return parts;
    }

    /** Empty if it has none. */
    public String text() {
        return text.orElse("");
    }

    /** The content type of the text. */
    public String textType() {
        return textType;
    }

    /** By name, in order. */
    public Map<String, Attachment> attachments() {
        return attachments;
    }

    private void add(Part part) throws MessagingException, IOException {
        Optional<Multipart> several = several(part);
        if (several.isPresent()) {
            for (int i = 0; i < several.get().getCount(); i++)
                add(several.get().getBodyPart(i));
        } else if (text.isEmpty() && isText(part)) {
            text = Optional.of(text(part));
            textType = Optional.ofNullable(part.getContentType()).orElse(textType);
        } else {
            attach(part);
        }
    }

    /** Empty for what is one part, and for what only says that it is several. */
    private static Optional<Multipart> several(Part part) throws IOException {
        try {
            return part.isMimeType("multipart/*") && part.getContent() instanceof Multipart several
                    && several.getCount() > 0 ? Optional.of(several) : Optional.empty();
        } catch (MessagingException e) {
            return Optional.empty();
        }
    }

    private static boolean isText(Part part) throws MessagingException {
        boolean aside = Part.ATTACHMENT.equalsIgnoreCase(disposition(part)) || part.getFileName() != null;
        return !aside && (part.isMimeType("text/plain") || part.isMimeType("text/html"));
    }

    private static String disposition(Part part) {
        try {
            return part.getDisposition();
        } catch (MessagingException e) { // malformed
            return "";
        }
    }

    private static String text(Part part) throws MessagingException, IOException {
        return new String(part.getInputStream().readAllBytes(), charset(part.getContentType()));
    }

    /** One that nobody knows leaves the bytes as they are. */
    private static Charset charset(String type) {
        try {
            String named = new ContentType(type).getParameter("charset");
            return named == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(named));
        } catch (ParseException | IllegalArgumentException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    private void attach(Part part) throws MessagingException {
        DefaultAttachment attachment = new DefaultAttachment(part.getDataHandler());
        if (part instanceof BodyPart)
            for (Header header : Collections.list(part.getAllHeaders()))
            attachment.addHeader(header.getName(), header.getValue());
        attachments.put(unique(fit(name(part), part)), attachment);
    }

    private static Optional<String> name(Part part) {
        try {
            return Optional.ofNullable(part.getFileName()).map(MailParts::decoded);
        } catch (MessagingException e) { // malformed
            return Optional.empty();
        }
    }

    private static String decoded(String name) {
        try {
            return MimeUtility.decodeText(name);
        } catch (UnsupportedEncodingException e) {
            return name;
        }
    }

    private static String fit(Optional<String> name, Part part) throws MessagingException {
        String clean = name.orElse("").replaceAll(UNFIT, "_").strip().replaceFirst("^\\.+", "_");
        if (clean.isEmpty()) return "part" + ending(part);
        int dot = clean.lastIndexOf('.');
        String end = dot > 0 && clean.length() - dot <= 10 ? clean.substring(dot) : "";
        return clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME - end.length()) + end;
    }

    private static String ending(Part part) throws MessagingException {
        for (Map.Entry<String, String> known : ENDINGS.entrySet())
            if (part.isMimeType(known.getKey())) return known.getValue();
        return ".bin";
    }

    private String unique(String name) {
        String candidate = name;
        for (int i = 2; isTaken(candidate); i++) {
            int dot = name.lastIndexOf('.');
            candidate = dot > 0 ? name.substring(0, dot) + "-" + i + name.substring(dot) : name + "-" + i;
        }
        return candidate;
    }

    private boolean isTaken(String name) {
        return attachments.keySet().stream()
                .anyMatch(known -> known.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
    }
}
