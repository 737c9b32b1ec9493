package org.packetboat.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log line as a JSON object: {@code time}, {@code level}, then each {@code key=value} of the message as a field of
 * its own, and {@code text}, the message as {@link LogLayout} writes it. A key that would hide one of these begins with
 * {@code log-}. A stack trace is {@code stack}.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
    /** Possessive: a loop that may go back would need stack for each character of what a stranger said. */
    private static final Pattern FIELD = Pattern
            .compile("(?<=^| )([a-z][a-z0-9-]*)=(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^ \"]*))(?= |;|$)");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(?:u([0-9A-F]{4})|(.))");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public String doLayout(ILoggingEvent event) {
        String text = LogLayout.message(event);
        ObjectNode line = MAPPER.createObjectNode().put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString())
                .put("level", event.getLevel().levelStr.toLowerCase(Locale.ROOT));
        for (Matcher field = FIELD.matcher(text); field.find();)
            line.put(name(line, field.group(1)), field.group(2) == null ? field.group(3) : plain(field.group(2)));
        line.put("text", text);
        if (event.getThrowableProxy() != null)
            line.put("stack", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        try {
            return MAPPER.writeValueAsString(line) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(ObjectNode line, String key) {
        return line.has(key) || key.equals("text") || key.equals("stack") ? "log-" + key : key;
    }

    /** What was escaped for a line of text. */
    private static String plain(String quoted) {
        return ESCAPED.matcher(quoted).replaceAll(found -> Matcher.quoteReplacement(found.group(1) != null
                ? String.valueOf((char) Integer.parseInt(found.group(1), 16))
                : switch (found.group(2)) {
                    case "n" -> "\n";
                    case "r" -> "\r";
                    case "t" -> "\t";
                    default -> found.group(2);
                }));
    }
}
