package org.packetboat.connectors.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.packetboat.engine.link.SessionFigures;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.mail.ReturnContent;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;
import org.packetboat.engine.tariff.Money;

/** What is written and what the published schema tells are the same. */
class EventJsonTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00.123Z");
    private static final EnvelopeId ID = new EnvelopeId(new QueueId(47), 3);
    private static final Address ANNA = Address.parse("anna@ny.example.com");
    private static final Reply REPLY = new Reply(250, "2.0.0", "Ok \"queued\"");
    private static final Optional<String> BATCH = Optional.of("monday");

    private final EventJson json = new EventJson(new Domain("hub.example.com"));
    private final Schema schema = schema();

    private static Schema schema() {
        try (InputStream content = EventJsonTest.class.getResourceAsStream(EventJson.SCHEMA)) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(content.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static StatusEvent accepted(Optional<String> batch, int domains) {
        Message message = new Message(ID.message(), NOW, Optional.of(ANNA), 5, true, false, ReturnContent.FULL,
                Optional.empty(), batch, "kafka:mail-0@17");
        return new StatusEvent.Accepted(NOW, message,
                IntStream.range(0, domains).mapToObj(i -> new Domain("d" + i + ".example")).toList(), domains,
                new StatusEvent.Heading(Optional.of("<1@x.example>"), Optional.of("Prices"), List.of(ANNA)));
    }

    static Stream<StatusEvent> all() {
        return Stream.of(accepted(BATCH, 2), accepted(Optional.empty(), 5000),
                new StatusEvent.Repeated(NOW, ID.message(), BATCH, "2F.0.17@x", "smtp:127.0.0.1", List.of(ANNA)),
                new StatusEvent.NameReused(NOW, ID.message(), BATCH, "2F.0.17@x", "uucp:ny", new QueueId(46)),
                new StatusEvent.Sending(NOW, ID, BATCH, "ny", 2, 99),
                new StatusEvent.Progress(NOW, ID, BATCH, "ny", 5, 99),
                new StatusEvent.Delivered(NOW, ID, Optional.empty(), "ny", ANNA, REPLY, Duration.ofMillis(1234)),
                new StatusEvent.Relayed(NOW, ID, Optional.empty(), "ny", ANNA, REPLY, Duration.ofMillis(1234), true),
                new StatusEvent.Deferred(NOW, ID, BATCH, "ny", ANNA, REPLY, NOW),
                new StatusEvent.Refused(NOW, ID, BATCH, "ny", ANNA, REPLY),
                new StatusEvent.Expired(NOW, ID, BATCH, ANNA, Optional.of(REPLY)),
                new StatusEvent.Expired(NOW, ID, BATCH, ANNA, Optional.empty()),
                new StatusEvent.Overdue(NOW, ID, BATCH, NOW), new StatusEvent.Handled(NOW, ID, BATCH, "held"),
                new StatusEvent.Deleted(NOW, ID, BATCH, List.of(ANNA)),
                new StatusEvent.NoticeSent(NOW, ID.message(), BATCH, new QueueId(48), ANNA, "failed"),
                new StatusEvent.Died(NOW, ID, BATCH, "why"), new StatusEvent.SessionOpened(NOW, "ny", "ip"),
                new StatusEvent.SessionEnded(NOW, "ny", "ip", Duration.ofSeconds(3), 2, 1000, "finished"),
                new StatusEvent.SessionEnded(NOW, "ny", "ip", Duration.ofSeconds(3), 2, 1000, "finished",
                        new SessionFigures(new SessionFigures.Place("line1", "555", true, 240), 1, 2, 3, 4, 5, 6,
                                "brotli")),
                new StatusEvent.SessionEnded(NOW, "ny", "ip", Duration.ofSeconds(3), 2, 1000, "finished",
                        SessionFigures.NONE, Optional.of(new Money("EUR", 1_234_567))),
                new StatusEvent.WindowOpened(NOW, "ny", NOW), new StatusEvent.WindowClosed(NOW, "ny"),
                new StatusEvent.WindowMissed(NOW, "ny", 17, Optional.of(REPLY)),
                new StatusEvent.WindowMissed(NOW, "ny", 17, Optional.empty()), new StatusEvent.Trouble(NOW, "ouch"),
                new StatusEvent.BatchMissed(NOW, "monday", "ny", 17, Optional.of(REPLY)),
                new StatusEvent.Withdrawn(NOW, ID, BATCH, List.of(ANNA), "aborted", Optional.of(ID.message())),
                new StatusEvent.BatchStage(NOW, "monday", ID.message(), 2, 3, "begins"),
                new StatusEvent.EventsLost(NOW, "kafka", 9));
    }

    private String text(StatusEvent event) {
        return new String(json.write(new NumberedEvent(17, event)), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyEventIsAsTheSchemaTells(StatusEvent event) {
        assertEquals(List.of(), schema.validate(text(event), InputFormat.JSON).stream().map(Object::toString).toList(),
                text(event));
    }

    @Test
    void theSchemaTakesNothingElse() {
        String good = text(new StatusEvent.WindowClosed(NOW, "ny"));
        assertFalse(schema.validate(good.replace("\"site\"", "\"sight\""), InputFormat.JSON).isEmpty());
        assertFalse(schema.validate(good.replace("window-closed", "window-shut"), InputFormat.JSON).isEmpty());
    }

    @Test
    void aDeliveryTellsAllThereIsToKnow() {
        assertEquals("{\"id\":\"17@hub.example.com\",\"at\":\"2026-11-21T03:00:00.123Z\",\"event\":\"delivered\","
                + "\"server\":\"hub.example.com\",\"message\":\"00001F\",\"batch\":\"monday\","
                + "\"envelope\":\"00001F.3\",\"site\":\"ny\",\"recipient\":\"anna@ny.example.com\","
                + "\"reply\":{\"code\":250,\"status\":\"2.0.0\",\"text\":\"Ok \\\"queued\\\"\"},\"age\":1.234}",
                text(new StatusEvent.Delivered(NOW, ID, BATCH, "ny", ANNA, REPLY, Duration.ofMillis(1234))));
    }

    @Test
    void eventsOfOneMessageShareAKey() {
        assertEquals(Optional.of("00001F"), EventJson.key(accepted(BATCH, 1)));
        assertEquals(Optional.of("00001F"), EventJson.key(new StatusEvent.Overdue(NOW, ID, BATCH, NOW)));
        assertEquals(Optional.of("ny"), EventJson.key(new StatusEvent.WindowClosed(NOW, "ny")));
        assertEquals(Optional.empty(), EventJson.key(new StatusEvent.Trouble(NOW, "ouch")));
    }
}
