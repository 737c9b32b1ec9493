package org.packetboat.connectors.kafka;

import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/** A file that goes with a message. */
record Attachment(String name, String type, byte[] content) {
    static final Set<String> KEYS = Set.of("name", "type", "content");
    private static final Pattern TYPE = Pattern
            .compile("(?!multipart/|message/)[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}");

    static Attachment read(JsonValue value) {
        JsonValue object = value.object(KEYS);
        String name = object.get("name").orElseThrow(() -> new Unfit(value.path() + ": found no name")).line();
        String type = object.get("type").map(JsonValue::line).orElse("application/octet-stream");
        if (!TYPE.matcher(type).matches())
            throw object.get("type").orElseThrow().unfit("a media type like application/pdf");
        JsonValue content = object.get("content").orElseThrow(() -> new Unfit(value.path() + ": found no content"));
        return new Attachment(name, type, decoded(content));
    }

    private static byte[] decoded(JsonValue content) {
        try {
            return Base64.getDecoder().decode(content.text());
        } catch (IllegalArgumentException e) {
            throw content.unfit("base64 (RFC 4648 section 4)");
        }
    }
}
