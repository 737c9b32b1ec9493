package org.packetboat.connectors.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Writes answers, with headers that tell browsers what to allow. A client that reads too slowly is cut off. */
record AnswerWriter(Deadlines deadlines, boolean secure) {
    private static final int WORTH_COMPRESSING = 1024;
    private static final int NO_BODY = -1;
    private static final int UNKNOWN_LENGTH = 0;
    private static final int NOT_MODIFIED = 304;
    private static final String NOTHING_FOREIGN = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
            + "form-action 'self'; object-src 'none'";

    void write(HttpExchange exchange, WebAnswer.Whole answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        describe(headers, answer.type());
        answer.headers().forEach(headers::set);
        byte[] body = body(exchange, answer);
        boolean without = body.length == 0 || answer.status() == NOT_MODIFIED
                || exchange.getRequestMethod().equals("HEAD");
        try (Deadlines.Limited _ = deadlines.begin()) {
            exchange.sendResponseHeaders(answer.status(), without ? NO_BODY : body.length);
            if (!without) {
                OutputStream out = exchange.getResponseBody();
                out.write(body);
                out.close();
            }
        }
    }

    private static byte[] body(HttpExchange exchange, WebAnswer.Whole answer) throws IOException {
        String accepted = String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
        boolean isPicture = answer.type().startsWith("image/png") || answer.type().startsWith("font/");
        if (answer.body().length < WORTH_COMPRESSING || isPicture || !accepted.contains("gzip")) return answer.body();
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(answer.body());
        }
        return compressed.toByteArray();
    }

    /** Begins an answer that goes on. */
    WebAnswer.Listener stream(HttpExchange exchange) throws IOException {
        describe(exchange.getResponseHeaders(), "text/event-stream");
        exchange.sendResponseHeaders(200, UNKNOWN_LENGTH);
        return new EventClient(exchange.getResponseBody(), deadlines);
    }

    private void describe(Headers headers, String type) {
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", NOTHING_FOREIGN);
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        if (secure) headers.set("Strict-Transport-Security", "max-age=31536000");
    }
}
