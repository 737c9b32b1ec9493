package org.packetboat.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.packetboat.app.cli.PacketboatCommand;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Commands that running text, helps and packages name are there, with these words and options. */
class CommandTextTest {
    private static final Pattern COMMAND = Pattern
            .compile("(\\./)?packetboat [a-z-].*|(\\./|bin/|bench/|docker/)[a-z-]+"
                    + "( .*)?|(systemctl|mvn|docker|journalctl|jcmd) .*|([A-Z_]+=\\S+ )+\\S.*");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
    /** Of Docker. */
    private static final Set<String> FOREIGN = Set.of("--health-interval", "--profile", "--restart");

    @Test
    void documentsNameCommandsThatAreThere() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Documents.Code code : Documents.codes()) {
            if (!COMMAND.matcher(code.text()).matches()) continue;
            for (String problem : CommandCheck.ofText(code.text()))
                problems.add(code.place() + ": `" + code.text() + "`: " + problem);
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void documentsNameOptionsThatAreThere() throws IOException {
        Set<String> known = new TreeSet<>(FOREIGN);
        addOptions(PacketboatCommand.commandLine(), known);
        for (String folder : List.of("", "bin", "bench", "docker", "docker/package"))
            addOptions(Documents.PROJECT.resolve(folder), known);
        List<String> unknown = Documents.codes().stream().filter(code -> code.text().startsWith("--"))
                .filter(code -> !OPTION.matcher(code.text()).results().allMatch(o -> known.contains(o.group())))
                .map(code -> code.place() + ": " + code.text()).toList();
        assertEquals(List.of(), unknown);
    }

    private static void addOptions(CommandLine command, Set<String> known) {
        known.addAll(command.getCommandSpec().optionsMap().keySet());
        command.getSubcommands().values().forEach(sub -> addOptions(sub, known));
    }

    private static void addOptions(Path folder, Set<String> known) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path script : files.filter(Files::isRegularFile).filter(Files::isExecutable).toList())
                OPTION.matcher(Files.readString(script)).results().forEach(option -> known.add(option.group()));
        }
    }

    @Test
    void helpsGiveExamplesThatAreRight() throws IOException {
        List<String> problems = new ArrayList<>();
        for (CommandLine command : PacketboatCommand.commandLine().getSubcommands().values())
            checkExamples(command, problems);
        assertEquals(List.of(), problems);
    }

    private static void checkExamples(CommandLine command, List<String> problems) throws IOException {
        UsageMessageSpec help = command.getCommandSpec().usageMessage();
        String text = Stream.of(help.description(), help.footer()).flatMap(Stream::of)
                .collect(Collectors.joining("\n"));
        for (String line : text.replace("%n", "\n").replace("%%", "%").replace("\\\n", "").split("\n")) {
            String example = line.strip().replaceFirst("  +\\(.*", "");
            if (!example.startsWith("packetboat ")) continue;
            for (String problem : CommandCheck.ofBlock(example))
                problems.add(command.getCommandName() + ": " + example + ": " + problem);
        }
        for (CommandLine sub : command.getSubcommands().values())
            checkExamples(sub, problems);
    }

    @Test
    void tellsWhatIsNotThere() throws IOException {
        assertEquals(List.of("Unmatched argument at index 0: 'dance'"), CommandCheck.ofBlock("packetboat dance"));
        assertEquals(List.of("Unknown option: '--colour'"), CommandCheck.ofText("./packetboat queue --colour"));
        assertEquals(1, CommandCheck.ofBlock("sudo -u x true && packetboat status --age never").size());
        assertEquals(List.of(), CommandCheck.ofText("packetboat status --age TIME"));
        assertEquals(1, CommandCheck.ofBlock("packetboat show").size());
        assertEquals(List.of(), CommandCheck.ofText("packetboat show"));
        assertEquals(List.of("no program bench/walk"), CommandCheck.ofBlock("bench/run walk"));
        assertEquals(List.of("no setting CRASH"), CommandCheck.ofBlock("CRASH=1 SEED=2 bench/run crash"));
        assertEquals(List.of("bin/release has no --jdks"), CommandCheck.ofBlock("bin/release --jdks x # y"));
        assertEquals(List.of("bin/kafka has no brokers"), CommandCheck.ofBlock("bin/kafka brokers"));
        assertEquals(List.of("no module engines", "no test NoTest in [engines]"),
                CommandCheck.ofBlock("mvn -pl engines -Dtest=NoTest test"));
        assertEquals(List.of("no profile -Pgone", "no plugin for neat:apply"),
                CommandCheck.ofBlock("mvn -Pgone neat:apply"));
        assertEquals(List.of("no unit packetboats"), CommandCheck.ofText("systemctl stop packetboats"));
        assertEquals(List.of("no file docker/File"), CommandCheck.ofBlock("docker build -f docker/File ."));
        assertEquals(List.of("no ARG JDKS"),
                CommandCheck.ofBlock("docker build -f docker/Dockerfile --build-arg JDKS=x ."));
        assertEquals(List.of("no service hubs"),
                CommandCheck.ofBlock("docker compose -f docker/compose.yaml logs -f hubs"));
        assertEquals(List.of("Unmatched argument at index 0: 'queues'"),
                CommandCheck.ofBlock("docker compose -f docker/compose.yaml exec hub packetboat queues"));
        assertEquals(List.of("Unmatched argument at index 0: 'state'"),
                CommandCheck.ofBlock("docker exec hub packetboat state"));
    }
}
