package org.packetboat.connectors.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;

/**
 * Writes events as JSON objects, as {@code event.schema.json} beside this class tells. Names are added in later
 * versions, never changed. May be used from any thread.
 */
public final class EventJson {
    /** Where the JSON Schema is found on the class path. */
    public static final String SCHEMA = "/org/packetboat/connectors/json/event.schema.json";

    private final JsonFactory factory = new JsonFactory();
    private final Domain server;

    /** @param server whose events these are */
    public EventJson(Domain server) {
        this.server = server;
    }

    /**
     * What belongs together and is to stay in order: the message's queue id or, for an event of no message, its site;
     * empty if it has neither.
     */
    public static Optional<String> key(StatusEvent event) {
        return switch (event) {
            case StatusEvent.OfMessage e -> Optional.of(e.message().toString());
            case StatusEvent.SessionOpened e -> Optional.of(e.site());
            case StatusEvent.SessionEnded e -> Optional.of(e.site());
            case StatusEvent.WindowOpened e -> Optional.of(e.site());
            case StatusEvent.WindowClosed e -> Optional.of(e.site());
            case StatusEvent.WindowMissed e -> Optional.of(e.site());
            case StatusEvent.BatchMissed e -> Optional.of(e.site());
            case StatusEvent.BatchStage e -> Optional.of(e.message().toString());
            case StatusEvent.Trouble _, StatusEvent.EventsLost _ -> Optional.empty();
        };
    }

    /** The event's id: the same whenever it is told, and no other event of any server has it. */
    public String id(NumberedEvent event) {
        return event.number() + "@" + server;
    }

    /** What kind of event it is, as its object says under {@code event}. */
    public static String name(StatusEvent event) {
        return EventName.of(event);
    }

    /** One object in UTF-8, without line breaks. */
    public byte[] write(NumberedEvent event) {
        return write(Optional.of(id(event)), event.event());
    }

    /** The same for listeners of the moment, to whom events come without an id: nothing is told twice. */
    public byte[] writeWithoutId(StatusEvent event) {
        return write(Optional.empty(), event);
    }

    private byte[] write(Optional<String> id, StatusEvent event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(400);
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartObject();
            if (id.isPresent()) json.writeStringField("id", id.get());
            json.writeStringField("at", event.at().toString());
            json.writeStringField("event", EventName.of(event));
            json.writeStringField("server", server.name());
            new EventFields(json).write(event);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never: it is written to memory
        }
        return out.toByteArray();
    }

    /** All names that {@link #name} gives. */
    public static List<String> names() {
        return EventName.ALL;
    }
}
