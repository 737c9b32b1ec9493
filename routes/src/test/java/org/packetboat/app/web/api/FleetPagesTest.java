package org.packetboat.app.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.http.Role;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebRequest;

/** How branches are, as the board is told it. */
class FleetPagesTest {
    private static final int BRANCHES = 400;

    @TempDir
    Path folder;

    private static JsonNode ask(FakeBoard board, Map<String, String> query) throws IOException {
        WebRequest.Caller caller = new WebRequest.Caller("anna", Role.READER, "127.0.0.1");
        WebAnswer.Whole answer = (WebAnswer.Whole) new FleetPages(board)
                .list(new WebRequest("GET", "/api/v1/fleet", caller, query, Map.of(), Map.of(), new byte[0]));
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void branchesThatNeedAPersonComeFirstOnAPageThatStaysSmall() throws IOException {
        try (FakeBoard board = new FakeBoard(folder, 500)) {
            JsonNode fleet = ask(board, Map.of("limit", "20"));
            assertEquals("albany", fleet.at("/rows/0/site").asText());
            assertEquals(4, fleet.at("/rows/0/silent").asInt());
            assertTrue(fleet.at("/rows/1/seen").asText().contains("clock"), fleet::toString);
            assertEquals(2, fleet.at("/rows/2/problems").asInt());
            assertEquals(BRANCHES, fleet.at("/all").asInt());
            assertEquals(2, fleet.at("/wrong").asInt());
            assertTrue(fleet.toString().length() < 10_000, "20 branches take " + fleet.toString().length());
        }
    }

    @Test
    void aBranchIsFoundByItsSiteAndByWhatIsWrong() throws IOException {
        try (FakeBoard board = new FakeBoard(folder, 31)) {
            assertEquals("st-louis", ask(board, Map.of("q", "MINFREE")).at("/rows/0/site").asText());
            JsonNode second = ask(board, Map.of("q", "o", "offset", "1", "limit", "1"));
            assertEquals(1, second.at("/rows").size());
            assertTrue(second.at("/matching").asInt() > 2, second::toString);
        }
    }
}
