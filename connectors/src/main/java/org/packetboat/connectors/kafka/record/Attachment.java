package org.packetboat.connectors.kafka.record;

import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A file that goes with a message. */
record Attachment(String name, String type, byte[] content) {
    static final Set<String> KEYS = Set.of("name", "type", "content", "url");
    private static final Pattern TYPE = Pattern
            .compile("(?!multipart/|message/)[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}");

    static Attachment read(JsonValue value, Optional<AttachmentFolder> folder) {
        JsonValue object = value.object(KEYS);
        String name = object.get("name").orElseThrow(() -> new Unfit(value.path() + ": found no name")).line();
        String type = object.get("type").map(JsonValue::line).orElse("application/octet-stream");
        if (!TYPE.matcher(type).matches())
            throw object.get("type").orElseThrow().unfit("a media type like application/pdf");
        return new Attachment(name, type, content(object, folder));
    }

    private static byte[] content(JsonValue object, Optional<AttachmentFolder> folder) {
        Optional<JsonValue> content = object.get("content");
        Optional<JsonValue> url = object.get("url");
        if (content.isPresent() == url.isPresent())
            throw new Unfit(object.path() + ": found " + (url.isPresent() ? "both" : "neither")
                    + "; expected exactly one of: content, url");
        return content.map(Attachment::decoded).orElseGet(() -> folder.orElseThrow(() -> new Unfit(url.get().path()
                + ": found a URL; expected content, since no folder for attachments is configured")).read(url.get()));
    }

    private static byte[] decoded(JsonValue content) {
        try {
            return Base64.getDecoder().decode(content.text());
        } catch (IllegalArgumentException e) {
            throw content.unfit("base64 (RFC 4648 section 4)");
        }
    }
}
