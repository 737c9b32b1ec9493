package org.packetboat.app.compose.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.kafka.Outflow;
import org.packetboat.connectors.usage.ToldDays;
import org.packetboat.connectors.usage.UsageBook;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.status.NumberedEvent;
import org.packetboat.engine.status.StatusEvent;

/** Each day is told once it is over, whatever happens to server and brokers. */
class UsageOutflowTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-12-02T00:00:00Z");

    @TempDir
    private Path folder;
    private UsageBook book;
    private Instant now = MIDNIGHT.plus(UsageOutflow.GRACE);
    private long number = 100;

    @BeforeEach
    void open() throws IOException {
        book = new UsageBook(folder, ZoneOffset.UTC, 3, at -> at.isAfter(Instant.parse("2026-01-01T00:00:00Z")));
    }

    private void delivered(Instant at, String site) throws IOException {
        book.add(List.of(new NumberedEvent(number++, new StatusEvent.Delivered(at,
                new EnvelopeId(new QueueId(number), 0), Optional.empty(), site,
                Address.parse("ann@a.example"), new Reply(250, "2.0.0", "Ok"), Duration.ZERO))));
    }

    private UsageOutflow flow() throws IOException {
        return new UsageOutflow("hub.example.com", book, new ToldDays(folder), ZoneOffset.UTC, () -> now);
    }

    private static String text(Outflow.Told told) {
        return told.key().orElse("") + " " + new String(told.value(), StandardCharsets.UTF_8);
    }

    private static List<Outflow.Told> all(UsageOutflow flow) {
        List<Outflow.Told> all = new ArrayList<>();
        for (List<Outflow.Told> part = flow.next(); !part.isEmpty(); part = flow.next()) {
            all.addAll(part);
            flow.commit();
        }
        return all;
    }

    @Test
    void aDayIsToldOnceItIsOver() throws IOException {
        delivered(NOON, "alp");
        now = MIDNIGHT.plus(UsageOutflow.GRACE).minusSeconds(1);
        UsageOutflow flow = flow();
        assertEquals(List.of(), flow.next());
        assertEquals(0, flow.waiting());
        now = now.plusSeconds(1);
        assertEquals(List.of("hub.example.com/2026-12-01///alp// {\"server\":\"hub.example.com\",\"day\":"
                + "\"2026-12-01\",\"sender\":\"\",\"login\":\"\",\"site\":\"alp\",\"batch\":\"\","
                + "\"currency\":\"\",\"counted\":100,"
                + "\"messages\":0,\"bytes\":0,\"recipients\":0,\"delivered\":1,\"relayed\":0,\"failed\":0,\"calls\":0,"
                + "\"minutes\":0.0,\"wireBytes\":0,\"cost\":\"\"}"), flow.next().stream().map(UsageOutflowTest::text)
                        .toList());
        assertEquals(1, flow.waiting());
        flow.commit();
        assertEquals(0, flow.waiting());
        assertEquals(List.of(), flow.next());
        assertEquals(List.of(), flow().next());
    }

    /** Brokers that were away, or a server that was killed: what was told in part has the same keys again. */
    @Test
    void whatWasToldInPartIsToldAgain() throws IOException {
        for (int i = 0; i < 2500; i++)
            delivered(NOON, "site" + i);
        UsageOutflow first = flow();
        List<Outflow.Told> part = first.next();
        assertEquals(1000, part.size());
        assertEquals(part.stream().map(UsageOutflowTest::text).toList(),
                first.next().stream().map(UsageOutflowTest::text).toList());
        first.commit();
        first.close();
        List<String> keys = all(flow()).stream().map(told -> told.key().orElseThrow()).toList();
        assertEquals(2500, new HashSet<>(keys).size());
        assertEquals(2500, keys.size());
        assertTrue(keys.containsAll(part.stream().map(told -> told.key().orElseThrow()).toList()));
        assertEquals(List.of(), flow().next());
    }

    @Test
    void aWeekThatWasMissedIsToldDayByDay() throws IOException {
        book = new UsageBook(folder, ZoneOffset.UTC, 400, _ -> true);
        for (int day = 0; day < 7; day++)
            delivered(NOON.plus(Duration.ofDays(day)), "alp");
        now = MIDNIGHT.plus(Duration.ofDays(7));
        UsageOutflow flow = flow();
        flow.next();
        assertEquals(7, flow.waiting());
        assertEquals(7, all(flow).size());
    }

    @Test
    void whatIsCountedLaterIsToldAgainWithAHigherNumber() throws IOException {
        delivered(NOON, "alp");
        all(flow());
        delivered(NOON, "alp");
        String again = text(all(flow()).getFirst());
        assertTrue(again.contains("\"counted\":101") && again.contains("\"delivered\":2"), again);
    }

    @Test
    void whatHasNoDayIsToldAsItStands() throws IOException {
        delivered(Instant.parse("1970-01-01T00:01:00Z"), "alp");
        assertTrue(text(all(flow()).getFirst()).startsWith("hub.example.com/unknown///alp//"));
    }

    @Test
    void aNameWithASlashIsNoOtherName() throws IOException {
        delivered(NOON, "a/b");
        assertTrue(text(all(flow()).getFirst()).startsWith("hub.example.com/2026-12-01///a%2Fb//"));
    }

    @Test
    void aFileOfToldDaysThatIsDamagedIsToldAnew() throws IOException {
        delivered(NOON, "alp");
        all(flow());
        Files.writeString(folder.resolve("told"), "2026-12-\u0000");
        assertEquals(1, all(flow()).size());
    }

    /** A full disk: nothing is taken for told that may be told again after a restart; the brokers know it then. */
    @Test
    void aPositionThatCantBeKeptIsToldOf() throws IOException {
        delivered(NOON, "alp");
        Files.createDirectories(folder.resolve("told.new/x"));
        UsageOutflow flow = flow();
        flow.next();
        assertThrows(UncheckedIOException.class, flow::commit);
        assertEquals(1, flow().next().size());
    }
}
