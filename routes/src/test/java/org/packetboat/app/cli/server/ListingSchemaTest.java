package org.packetboat.app.cli.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.cli.PacketboatCommand;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.web.api.FakeBoard;
import org.packetboat.app.web.report.ReportJson;
import org.packetboat.connectors.jmx.KafkaMXBean;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.backup.BackupMXBean;
import org.packetboat.connectors.jmx.cluster.ClusterMXBean;
import org.packetboat.connectors.jmx.disks.DisksMXBean;
import org.packetboat.connectors.jmx.filters.FiltersMXBean;
import org.packetboat.connectors.jmx.provision.ProvisionMXBean;
import org.packetboat.connectors.jmx.recipients.RecipientsMXBean;
import org.packetboat.connectors.jmx.routes.UserRoutesMXBean;
import org.packetboat.connectors.jmx.row.OfferRow;
import org.packetboat.connectors.jmx.rules.RulesMXBean;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What "--json" prints is what the schema says, whatever the listing. */
class ListingSchemaTest {
    private static final Path DOCUMENT = Path.of("../docs/json.md");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TEXT = text();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT);
    /** Those of commands that ask no server. */
    private static final Set<String> NIGHTLY = Set.of("finding", "opening", "plan", "planned-site", "missed-site",
            "remedy", "simulation", "simulated-site", "report");

    private static String text() {
        try (InputStream schema = PacketboatCommand.class.getResourceAsStream("listing.schema.json")) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return the kinds of these lines, each of which is as the schema says */
    private static Set<String> kinds(List<String> lines) {
        Set<String> kinds = new TreeSet<>();
        for (String line : lines) {
            assertEquals(List.of(), SCHEMA.validate(line, InputFormat.JSON), line);
            kinds.add(MAPPER.readTree(line).get("kind").asString());
        }
        return kinds;
    }

    private static List<String> printed(boolean empty, ServerCommand command, String... arguments) {
        StringWriter out = new StringWriter();
        new CommandLine(command).setOut(new PrintWriter(out, true)).parseArgs(arguments);
        SampleBeans sample = new SampleBeans(empty);
        command.ask(sample.bean(ServerMXBean.class), Optional.of(sample.bean(KafkaMXBean.class)),
                Optional.of(sample.bean(UserRoutesMXBean.class)), Optional.of(sample.bean(BackupMXBean.class)),
                Optional.of(sample.bean(ClusterMXBean.class)),
                Optional.of(sample.bean(RecipientsMXBean.class)), Optional.of(sample.bean(FiltersMXBean.class)),
                Optional.of(sample.bean(RulesMXBean.class)), Optional.of(sample.bean(DisksMXBean.class)),
                Optional.of(sample.bean(ProvisionMXBean.class)));
        return out.toString().lines().toList();
    }

    private static List<String> ofServer(boolean empty) {
        return Stream.of(printed(empty, new StatusCommand(), "--json"), printed(empty, new QueueCommand(), "--json"),
                printed(empty, new QueueCommand(), "--json", "far.example"),
                printed(empty, new QueueCommand(), "--json", "--from", "a"),
                printed(empty, new QueueCommand(), "--json", "--dead"),
                printed(empty, new FindCommand(), "--json", "--to", "b"),
                printed(empty, new FindCommand(), "--json", "--to", "b", "--hold"),
                printed(empty, new QshapeCommand(), "--json", "--ages", "1h"),
                printed(empty, new BatchCommand(), "--json"), printed(empty, new BatchCommand(), "--json", "x"),
                printed(empty, new EventsCommand(), "--json"),
                printed(empty, new EventsCommand(), "--json", "--forget", "x"),
                printed(empty, new KafkaCommand(), "--json"), printed(empty, new WhyCommand(), "--json", "ALL"),
                printed(empty, new FlushCommand(), "--json", "ALL")).flatMap(List::stream).toList();
    }

    @Test
    void everyListingOfAServerIsAsTheSchemaSays() {
        Set<String> missing = Arrays.stream(Listing.values()).map(Listing::kind)
                .collect(Collectors.toCollection(TreeSet::new));
        missing.removeAll(kinds(ofServer(false)));
        missing.removeAll(NIGHTLY);
        assertEquals(Set.of("branch", "damaged-file", "hub-machine", "note", "offered-site", "provisioned",
                "provisioned-entry", "recipient", "ruling", "submitted", "usage", "way"), missing);
        kinds(ofServer(true));
    }

    @Test
    void whatWaitsToBeAskedForIsAsTheSchemaSays() {
        assertEquals(Set.of("offered-site"), kinds(List.of(Listing.OFFERED_SITE.line(new OfferRow("alp", 3, 7_000)))));
    }

    @Test
    void problemsAreAmongThem() {
        assertTrue(kinds(printed(false, new StatusCommand(), "--json")).containsAll(Set.of("problem", "hold",
                "big-send")));
    }

    @Test
    void whatPlansAndChecksPrintIsAsTheSchemaSays(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("schedules"));
        Files.copy(Path.of("../schedules/examples/original-pacific.yaml"), folder.resolve("schedules/night.yaml"));
        String file = Files.writeString(folder.resolve("packetboat.yaml"), "server: hub.example.com\n").toString();
        String[] night = {"--from", "2030-03-04T02:00", "--zone", "America/Los_Angeles", "--size", "84KB"};
        Set<String> kinds = new TreeSet<>();
        kinds.addAll(kinds(ran(file, "plan", night)));
        kinds.addAll(kinds(ran(file, "simulate", night)));
        kinds.addAll(kinds(ran(file, "windows")));
        Files.writeString(Path.of(file), "server: hub.example.com\nmsdaed: 4h\n");
        kinds.addAll(kinds(ran(file, "check", "--offline")));
        kinds.addAll(kinds(List.of(reported(folder, file))));
        assertEquals(new TreeSet<>(NIGHTLY), kinds);
    }

    /** As the command prints it, of a night in which sites were missed. */
    private static String reported(Path folder, String file) throws IOException {
        Files.writeString(Path.of(file), "server: hub.example.com\ndata: " + folder.resolve("data") + "\n");
        try (FakeBoard board = new FakeBoard(folder.resolve("board"), 31)) {
            String report = ReportJson.text(board.reports().report("now").orElseThrow());
            Files.createDirectories(folder.resolve("data/reports"));
            Files.writeString(folder.resolve("data/reports/2026-11-28.json"), report);
        }
        String line = ran(file, "report").getFirst();
        JsonNode report = MAPPER.readTree(line);
        assertFalse(report.get("missed").isEmpty() || report.get("calls").get("calls").isEmpty()
                || report.get("sends").isEmpty(), line);
        assertEquals(Instant.parse(report.get("to").asString()).getEpochSecond(), report.get("toSeconds").asLong());
        return line;
    }

    private static List<String> ran(String file, String command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Stream.concat(Stream.of(command, "-c", file, "--json"), Stream.of(arguments))
                .toArray(String[]::new);
        PacketboatCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(all);
        assertFalse(out.toString().isEmpty(), err::toString);
        return out.toString().lines().toList();
    }

    @Test
    void aTimeIsATextAndANumber() {
        record Row(String name, boolean open, long behind, String since, long next) {}
        String line = Listing.EVENT_READER.line(new Row("x", true, 2, "2026-11-30T03:00:00.25Z", 7));
        assertEquals("{\"schema\":1,\"kind\":\"event-reader\",\"name\":\"x\",\"open\":true,\"behind\":2,\"since\":"
                + "\"2026-11-30T03:00:00.25Z\",\"sinceSeconds\":"
                + Instant.parse("2026-11-30T03:00:00Z").getEpochSecond() + ",\"next\":7}", line);
        assertEquals(Set.of("event-reader"), kinds(List.of(line)));
    }

    @Test
    void theSchemaRefusesWhatItDoesNotSay() {
        for (String wrong : List.of("{}", "{\"schema\":1,\"kind\":\"why\"}",
                "{\"schema\":2,\"kind\":\"why\",\"why\":\"x\"}",
                "{\"schema\":1,\"kind\":\"why\",\"why\":\"x\",\"more\":1}"))
            assertFalse(SCHEMA.validate(wrong, InputFormat.JSON).isEmpty(), wrong);
    }

    @Test
    void theDocumentTellsOfEveryKindAndField() throws IOException {
        List<String> document = Files.readAllLines(DOCUMENT);
        JsonNode definitions = MAPPER.readTree(TEXT).get("$defs");
        for (Listing kind : Listing.values()) {
            String row = document.stream().filter(line -> line.startsWith("| `" + kind.kind() + "` |")).findFirst()
                    .orElse("");
            for (String field : definitions.get(kind.kind()).get("properties").propertyNames())
                assertTrue(Set.of("schema", "kind").contains(field) || isOfATime(field)
                        || row.contains("`" + field + "`"), kind.kind() + ": " + field);
        }
    }

    /** They are explained once for all. */
    private static boolean isOfATime(String field) {
        return field.endsWith("Seconds") && !field.equals("slackSeconds");
    }
}
