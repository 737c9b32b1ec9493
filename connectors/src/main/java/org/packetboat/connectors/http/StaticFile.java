package org.packetboat.connectors.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A file of the program's jar as a page. A client that has it is told that it has not changed (RFC 9110 section
 * 13.1.2).
 */
public final class StaticFile implements WebPage {
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "css",
            "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml", "json",
            "application/json", "png", "image/png", "ico", "image/x-icon", "woff2", "font/woff2", "txt",
            "text/plain; charset=utf-8");

    private final String type;
    private final byte[] content;
    private final String tag;

    private StaticFile(String type, byte[] content) {
        this.type = type;
        this.content = content;
        this.tag = '"' + digest(content) + '"';
    }

    /**
     * Reads a resource.
     *
     * @param name relative to the class, with an ending that tells its type
     * @throws IllegalArgumentException if there is none, or nobody knows its type
     */
    public static StaticFile of(Class<?> beside, String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) throw new IllegalArgumentException(name + " is of no known type");
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) throw new IllegalArgumentException("no resource " + name + " beside " + beside);
            return new StaticFile(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public WebAnswer answer(WebRequest request) {
        Map<String, String> headers = Map.of("ETag", tag, "Cache-Control", "no-cache");
        Optional<String> known = request.header("if-none-match");
        return known.filter(tags -> tags.contains(tag)).isPresent()
                ? new WebAnswer.Whole(304, type, new byte[0], headers)
                : new WebAnswer.Whole(200, type, content, headers);
    }
}
