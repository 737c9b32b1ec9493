package org.packetboat.connectors.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Why a request is not let in.
 *
 * @param status  RFC 9110 section 15
 * @param why     a sentence for people
 * @param headers such as {@code WWW-Authenticate}
 */
record Refusal(int status, String why, Map<String, String> headers) {
    Refusal(int status, String why) {
        this(status, why, Map.of());
    }

    WebAnswer.Whole answer() {
        return new WebAnswer.Whole(status, "text/plain; charset=utf-8",
                (why + "\n").getBytes(StandardCharsets.UTF_8), headers);
    }
}
