package org.packetboat.connectors.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.packetboat.engine.history.Findings;
import org.packetboat.engine.history.Story;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.status.StatusEvent;

/**
 * Writes what a history answers as JSON, one object a line: for each message {@code "trace":1} with what is known of
 * it,
 * then its events as {@link EventJson} has them, and at the end each gap.
 */
public final class StoryJson {
    private static final int VERSION = 1;

    private final JsonFactory factory = new JsonFactory();
    private final EventJson events;

    /** @param server whose history it is */
    public StoryJson(Domain server) {
        this.events = new EventJson(server);
    }

    public List<String> lines(Findings found) {
        List<String> lines = new ArrayList<>();
        for (Story story : found.stories()) {
            lines.add(head(story));
            story.events().forEach(event -> lines.add(line(event)));
            story.calls().forEach(call -> lines.add(line(call)));
        }
        found.gaps().forEach(gap -> lines.add(gap(gap)));
        return lines;
    }

    private String line(StatusEvent event) {
        return new String(events.writeWithoutId(event), StandardCharsets.UTF_8);
    }

    /** What writes the fields of an object. */
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private String head(Story story) {
        StatusEvent.Heading heading = story.accepted().map(StatusEvent.Accepted::heading)
                .orElse(StatusEvent.Heading.NONE);
        return object(json -> {
            json.writeNumberField("trace", VERSION);
            json.writeStringField("message", story.id().toString());
            if (heading.messageId().isPresent()) json.writeStringField("messageId", heading.messageId().get());
            if (heading.subject().isPresent()) json.writeStringField("subject", heading.subject().get());
            json.writeArrayFieldStart("recipients");
            for (Object to : heading.recipients())
                json.writeString(to.toString());
            json.writeEndArray();
            json.writeNumberField("events", story.events().size());
            json.writeNumberField("leftOut", story.more());
        });
    }

    private String gap(Findings.Gap gap) {
        return object(json -> {
            json.writeStringField("gap", gap.why());
            json.writeStringField("from", gap.from().toString());
            json.writeStringField("to", gap.to().toString());
        });
    }

    private String object(Fields fields) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never: it is written to memory
        }
        return out.toString();
    }
}
