package org.packetboat.camel.events;

import java.util.Optional;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** An event as it is written: a JSON object. What headers are made of is read from it; the rest stays as it is. */
record EventObject(JsonObject fields) {
    /** Empty if it is none. */
    static Optional<EventObject> read(String json) {
        try {
            return Jsoner.deserialize(json) instanceof JsonObject fields && fields.containsKey("event")
                    ? Optional.of(new EventObject(fields))
                    : Optional.empty();
        } catch (DeserializationException e) {
            return Optional.empty();
        }
    }

    /** What it says under this name, as text; empty if it says nothing. */
    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).map(Object::toString);
    }
}
