package org.packetboat.connectors.http;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request that was let in.
 *
 * @param caller  who asks
 * @param query   values of the query (RFC 3986 section 3.4), by name; of several of one name the last
 * @param inPath  what stands where the path of the page has a name in braces
 * @param headers by name in lower case; of several of one name the first
 * @param body    at most {@link HttpListener#LONGEST_BODY} bytes
 */
public record WebRequest(String method, String path, Caller caller, Map<String, String> query,
        Map<String, String> inPath, Map<String, String> headers, byte[] body) {
    /**
     * Who asks.
     *
     * @param user    the name logged in with; empty without a login
     * @param role    what he may do
     * @param address where he is
     * @param session whether he is let in by a session that he began on a page, and can end there
     */
    public record Caller(String user, Role role, String address, boolean session) {
        public Caller(String user, Role role, String address) {
            this(user, role, address, false);
        }
    }

    public WebRequest {
        query = Map.copyOf(query);
        inPath = Map.copyOf(inPath);
        headers = Map.copyOf(headers);
    }

    /** A header, by its name in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** @throws IllegalArgumentException if it is not written as RFC 3986 section 2.1 says */
    static Map<String, String> query(String raw) {
        Map<String, String> values = new HashMap<>();
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (pair.isEmpty()) continue;
            values.put(decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return values;
    }

    /** One segment of a path. @throws IllegalArgumentException if it is not written as RFC 3986 section 2.1 says */
    static String segment(String raw) {
        byte[] bytes = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                .getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The path is not UTF-8.", e);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
