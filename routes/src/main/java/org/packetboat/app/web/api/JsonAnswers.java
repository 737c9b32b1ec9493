package org.packetboat.app.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.packetboat.connectors.http.WebAnswer;

/** Values as JSON and back. */
final class JsonAnswers {
    private static final int LONGEST_REQUEST = 64 << 10;
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true);

    /** Why something can't be had. */
    record Wrong(String error) {}

    private JsonAnswers() {}

    static WebAnswer ok(Object value) {
        return of(200, value);
    }

    static WebAnswer of(int status, Object value) {
        return WebAnswer.json(status, text(value).getBytes(StandardCharsets.UTF_8));
    }

    static WebAnswer wrong(int status, String why) {
        return of(status, new Wrong(why));
    }

    /** There is no room for it now. @param again in how many seconds there may be */
    static WebAnswer busy(String why, int again) {
        return new WebAnswer.Whole(503, "application/json", text(new Wrong(why)).getBytes(StandardCharsets.UTF_8),
                Map.of("Retry-After", Integer.toString(again)));
    }

    /** One object on one line. */
    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("can't be written as JSON: " + value, e);
        }
    }

    static JsonNode tree(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException("not JSON: " + new String(json, StandardCharsets.UTF_8), e);
        }
    }

    /** @throws IllegalArgumentException with a sentence for whoever sent it */
    static <T> T read(byte[] json, Class<T> type) {
        return read(json, type, LONGEST_REQUEST);
    }

    /** The same of one that may be this long, in bytes. */
    static <T> T read(byte[] json, Class<T> type, int longest) {
        if (json.length > longest)
            throw new IllegalArgumentException("more than " + longest + " bytes");
        try {
            return Optional.ofNullable(MAPPER.readValue(json, type))
                    .orElseThrow(() -> new IllegalArgumentException("found null; expected a JSON object"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the JSON that is expected here: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
    }

    /** Empty if it is none. */
    static <T> Optional<T> readable(String json, Class<T> type) {
        try {
            return Optional.of(read(json.getBytes(StandardCharsets.UTF_8), type));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
