package org.packetboat.app.compose.routes;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.packetboat.camel.events.EventWords;
import org.packetboat.connectors.json.EventJson;
import org.packetboat.engine.status.NumberedEvent;

/** Routes hear of events as everybody else does. */
record JsonEvents(EventJson events) implements EventWords {
    @Override
    public String json(NumberedEvent event) {
        return new String(events.write(event), StandardCharsets.UTF_8);
    }

    @Override
    public String id(NumberedEvent event) {
        return events.id(event);
    }

    @Override
    public String name(NumberedEvent event) {
        return EventJson.name(event.event());
    }

    @Override
    public Optional<String> key(NumberedEvent event) {
        return EventJson.key(event.event());
    }
}
