package org.packetboat.connectors.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a page answers. */
public sealed interface WebAnswer {
    /**
     * An answer as a whole. It is compressed where the client can read that and it is worth it.
     *
     * @param status  RFC 9110 section 15
     * @param type    such as {@code text/plain; charset=utf-8}
     * @param headers more of them, such as {@code ETag}
     */
    record Whole(int status, String type, byte[] body, Map<String, String> headers) implements WebAnswer {
        public Whole {
            headers = Map.copyOf(headers);
        }

        public Whole(int status, String type, byte[] body) {
            this(status, type, body, Map.of());
        }
    }

    /** Events for as long as the client listens, {@code text/event-stream}. */
    record Stream(Feed feed) implements WebAnswer {}

    /** Tells events to one client, on a thread of its own; ends when it returns. */
    interface Feed {
        /** @throws InterruptedException if the server closes */
        void run(Listener client) throws InterruptedException;
    }

    /** The client of a stream of events. */
    interface Listener {
        /**
         * Tells an event, or a comment that keeps the connection alive if all is empty. Waits at most half a minute for
         * a slow client.
         *
         * @param id   by which a client that comes back says what it had; may be empty
         * @param name the event's kind; may be empty
         * @return false if the client is gone; then there is nothing more to do
         */
        boolean tell(String id, String name, String data);
    }

    /** A text, UTF-8. */
    static WebAnswer text(int status, String text) {
        return new Whole(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** JSON (RFC 8259), UTF-8. */
    static WebAnswer json(int status, byte[] json) {
        return new Whole(status, "application/json", json);
    }
}
