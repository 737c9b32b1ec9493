package org.packetboat.engine.router;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Domain;

/**
 * The servers that have carried a message as routers, so that it visits none twice. They stand in a comment of the trace
 * line that this server put before the message, where nobody else can have written them:
 *
 * <pre>
 * Received: from hub.example.com ([10.1.0.2])
 *     by branch.example.com (carried by sea.example.com, hub.example.com) with ESMTP id 00002F; ...
 * </pre>
 *
 * and in the parameter of MAIL by which the message is handed on: {@code XCARRIED=sea.example.com,hub.example.com}.
 */
public final class Carriers {
    /** The keyword of the extension, and of its parameter of MAIL. */
    public static final String KEYWORD = "XCARRIED";

    private static final String BEGIN = " (carried by ";
    private static final int LONGEST_LINE = 8192;

    private Carriers() {}

    /** The comment for the trace line, with a space before it; empty if nobody carried it. */
    public static String comment(List<String> servers) {
        return servers.isEmpty() ? "" : BEGIN + String.join(", ", servers) + ")";
    }

    /** Reads them from the first trace line of a stored message. */
    public static List<String> of(Body body) {
        String line = firstField(body);
        int begin = line.indexOf(BEGIN);
        int end = line.indexOf(')', Math.max(begin, 0) + BEGIN.length());
        if (!line.startsWith("Received: ") || begin < 0 || end < 0) return List.of();
        return List.of(line.substring(begin + BEGIN.length(), end).split(", "));
    }

    /** Without the message's other header fields, which anybody may have written. */
    private static String firstField(Body body) {
        StringBuilder text = new StringBuilder();
        long size = Math.min(body.size(), LONGEST_LINE);
        for (long at = 0; at < size && end(text) < 0;) {
            byte[] piece = body.read(at, (int) (size - at));
            text.append(new String(piece, StandardCharsets.UTF_8));
            at += piece.length;
        }
        return end(text) < 0 ? "" : text.substring(0, end(text));
    }

    /** A line end that no folded line follows. */
    private static int end(StringBuilder text) {
        int at = text.indexOf("\r\n");
        while (at >= 0 && at + 2 < text.length() && (text.charAt(at + 2) == '\t' || text.charAt(at + 2) == ' '))
            at = text.indexOf("\r\n", at + 2);
        return at >= 0 && at + 2 < text.length() ? at : -1;
    }

    /** The value of the parameter, when this server hands the message on. */
    public static String parameter(Body body, String server) {
        return String.join(",", Stream.concat(of(body).stream(), Stream.of(server)).distinct().toList());
    }

    /**
     * Reads the parameter's value.
     *
     * @throws IllegalArgumentException if it is no list of domains, or longer than mail may travel
     */
    public static List<String> parse(String value) {
        List<String> servers = new ArrayList<>();
        for (String name : value.split(",", -1))
            servers.add(new Domain(name).name());
        if (servers.size() > Entry.LONGEST_PATH + 1) throw new IllegalArgumentException("too many servers");
        return servers;
    }
}
