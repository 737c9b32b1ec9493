package org.packetboat.connectors.kafka.record;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of a record as texts in UTF-8, by names in any case. Those nobody asks for are let be. */
public record RecordHeaders(Headers headers) {
    public boolean has(String name) {
        return !named(name).isEmpty();
    }

    /** All values of a header, in order. */
    List<String> all(String name) {
        return named(name).stream().map(RecordHeaders::text).toList();
    }

    /** Kafka's names have a case, those of mail have none. */
    private List<Header> named(String name) {
        List<Header> found = new ArrayList<>();
        for (Header header : headers)
            if (header.key().equalsIgnoreCase(name)) found.add(header);
        return found;
    }

    /** The value of a header that may come once. */
    Optional<String> single(String name) {
        List<String> values = all(name);
        if (values.size() > 1) throw new Unfit("header " + name + " comes " + values.size() + " times; expected once");
        return values.stream().findFirst();
    }

    /** The value of a header that may come once, as this function reads it. */
    <T> Optional<T> single(String name, Function<String, T> reader) {
        return single(name).map(text -> {
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException e) {
                throw new Unfit("header " + name + ": " + e.getMessage());
            }
        });
    }

    private static String text(Header header) {
        if (header.value() == null) throw new Unfit("header " + header.key() + " has no value");
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header.value())).toString();
        } catch (CharacterCodingException e) {
            throw new Unfit("header " + header.key() + " is not UTF-8");
        }
    }
}
