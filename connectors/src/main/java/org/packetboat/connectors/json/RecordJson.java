package org.packetboat.connectors.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** A record of texts, numbers and lists of them as JSON (RFC 8259), a member for each of its components. */
public final class RecordJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RecordJson() {}

    public static byte[] bytes(Record value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // no such record
        }
    }

    /** @throws IOException if it is no JSON, or not what the record has */
    public static <T extends Record> T read(byte[] json, Class<T> type) throws IOException {
        T value = MAPPER.readValue(json, type);
        if (value == null) throw new IOException("expected an object, found null");
        return value;
    }
}
