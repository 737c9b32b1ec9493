package org.packetboat.app.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.packetboat.app.cli.PacketboatCommand;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.jmx.fleet.BranchRow;
import org.packetboat.connectors.jmx.fleet.FleetMXBean;
import picocli.CommandLine;

class FleetCommandTest {
    private static final BranchRow WELL = new BranchRow("ny", "2026-11-30T03:00:00.25Z", 1_796_007_600_250L, 0, "0.2.0",
            48_000_000, 2, 61, -3, "2026-11-30T02:59:57Z", 0, "", "", "");
    private static final BranchRow SILENT = new BranchRow("la", "2026-11-27T03:00:00Z", 1_795_748_400_000L, 4, "0.2.0",
            -1, -1, 0, 0, "", 1, "disk: full", "silent for 4 windows", "1796007600 in force");

    private final StringWriter out = new StringWriter();

    private int ask(List<BranchRow> branches, String... arguments) {
        FleetCommand command = new FleetCommand();
        new CommandLine(command).setOut(new PrintWriter(out, true)).parseArgs(arguments);
        return command.ask(new FleetMXBean() {
            @Override
            public List<BranchRow> getBranches() {
                return branches;
            }

            @Override
            public int getSilent() {
                return 0;
            }

            @Override
            public String forget(String site) {
                return "site " + site + " is forgotten";
            }

            @Override
            public String pushConfiguration(String site) {
                return "configuration 7 for " + site;
            }

            @Override
            public List<String> lastPush(String site) {
                return List.of("configuration 7 for " + site + ": refused", "routes.yaml:2:1: no");
            }
        });
    }

    private static Schema schema() throws IOException {
        try (InputStream schema = PacketboatCommand.class.getResourceAsStream("listing.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void linesForScriptsAreAsTheSchemaSays() throws IOException {
        assertEquals(ExitCodes.FAILED, ask(List.of(WELL, SILENT), "--json"));
        assertEquals(ExitCodes.OK, ask(List.of(WELL), "--json", "--forget", "la"));
        List<String> lines = out.toString().lines().toList();
        assertEquals("{\"schema\":1,\"kind\":\"branch\",\"site\":\"ny\",\"heard\":\"2026-11-30T03:00:00.25Z\","
                + "\"heardSeconds\":1796007600,\"silentWindows\":0,\"version\":\"0.2.0\",\"freeBytes\":48000000,"
                + "\"depth\":2,\"waited\":61,\"clock\":\"2026-11-30T02:59:57Z\",\"clockSeconds\":1796007597,"
                + "\"ahead\":-3,\"problems\":0,\"problem\":\"\",\"seen\":\"\",\"configuration\":\"\"}",
                lines.getFirst());
        assertTrue(lines.get(1).contains("\"clock\":\"\",\"clockSeconds\":null"), lines.get(1));
        assertTrue(lines.get(2).contains("\"kind\":\"answer\",\"target\":\"la\""), lines.get(2));
        Schema schema = schema();
        for (String line : lines)
            assertEquals(List.of(), schema.validate(line, InputFormat.JSON), line);
    }

    @Test
    void aBranchThatSaidNothingOfItselfHasQuestionMarks() {
        ask(List.of(SILENT));
        assertTrue(out.toString().contains("silent for 4 windows"), out::toString);
        assertTrue(out.toString().contains("?"), out::toString);
    }
}
