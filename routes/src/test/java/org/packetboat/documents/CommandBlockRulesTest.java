package org.packetboat.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No command stands in a document that nobody has run, unless it says why. */
class CommandBlockRulesTest {
    /** Whoever adds one raises this: it is read in reviews. */
    private static final int MOST_SKIPPED = 26;

    @TempDir
    private Path folder;

    @Test
    void everyBlockIsRunOrSaysWhyNot() throws IOException {
        List<String> unmarked = Documents.blocks().stream()
                .filter(b -> Stream.of(b.run(), b.test(), b.skip()).filter(Optional::isPresent).count() != 1)
                .map(CommandBlock::place).toList();
        assertEquals(List.of(), unmarked, "blocks without run=SCENE, test=TEST or skip=\"REASON\" behind their ```");
    }

    @Test
    void testsThatRunBlocksReadThem() throws IOException {
        for (CommandBlock block : Documents.blocks()) {
            if (block.test().isEmpty()) continue;
            Path test = Documents.test(Path.of(""), block.test().get())
                    .orElseThrow(() -> new AssertionError(block.place() + ": no test " + block.test().get()));
            String reads = '"' + block.place().replaceFirst(":.*", "") + '"';
            assertTrue(Files.readString(test).contains("ToldOutput.missing(" + reads),
                    () -> block.place() + ": " + test + " does not read " + reads);
        }
    }

    /** Whatever keeps them from being run: what they name is there. */
    @Test
    void whatIsNotRunHereCouldBeRun() throws IOException {
        List<String> problems = new ArrayList<>();
        for (CommandBlock block : Documents.blocks()) {
            if (block.run().isPresent()) continue;
            for (CommandBlock.Command command : block.commands())
                CommandCheck.ofBlock(command.text()).forEach(problem -> problems.add(block.place() + ": " + problem));
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void fewAreSkipped() throws IOException {
        List<CommandBlock> all = Documents.blocks();
        List<CommandBlock> skipped = all.stream().filter(block -> block.skip().isPresent()).toList();
        assertTrue(skipped.size() <= MOST_SKIPPED, () -> skipped.size() + " of " + all.size() + " are skipped:\n"
                + skipped.stream().map(b -> b.place() + ": " + b.skip().get()).collect(Collectors.joining("\n")));
    }

    @Test
    void everySceneIsSet() throws IOException {
        Set<String> used = Documents.blocks().stream().flatMap(block -> block.run().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> set = new TreeSet<>();
        try (Stream<Path> files = Files.list(Scene.SETS)) {
            files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".sh"))
                    .forEach(name -> set.add(name.replace(".sh", "")));
        }
        assertEquals(set, used);
    }

    @Test
    void readsCommandsAndWhatTheyPrint() throws IOException {
        Path document = Files.writeString(folder.resolve("a.md"), """
                # A
                ```sh run=one
                echo a \\
                  b
                echo c
                ```
                text
                ```console skip="needs a modem"
                $ cat x \\
                    y
                one
                two
                $ typed
                >in
                out
                ```
                ```yaml
                no: command
                ```
                """);
        List<CommandBlock> blocks = new ArrayList<>(CommandBlock.in(folder, List.of(document)));
        assertEquals(new CommandBlock("a.md:2", Optional.of("one"), Optional.empty(), Optional.empty(),
                List.of(new CommandBlock.Command("echo a   b", "", List.of()),
                        new CommandBlock.Command("echo c", "", List.of()))),
                blocks.getFirst());
        assertEquals(new CommandBlock("a.md:8", Optional.empty(), Optional.empty(), Optional.of("needs a modem"),
                List.of(new CommandBlock.Command("cat x y", "", List.of("one", "two")),
                        new CommandBlock.Command("typed", "in", List.of("out")))),
                blocks.get(1));
        assertEquals(2, blocks.size());
    }

    @Test
    void comparesLoosely() {
        List<String> told = List.of("ny.example.com  new-york  closed  16  1  139  2026-11-20T12:27:33.789Z", "...",
                "queued as 1PNWW402F");
        assertEquals(Optional.empty(), Scene.missing(told,
                "ny.example.com  new-york  closed  16  1  141  2027-01-01T00:00:01Z\nqueued as 2QQQQ001F\n"));
        assertEquals(Optional.of("queued as 1PNWW402F"), Scene.missing(told,
                "ny.example.com  new-york  closed  16  1  141  2027-01-01T00:00:01Z\nrefused\n"));
        assertEquals(Optional.of(told.getFirst()), Scene.missing(told, "queued as 1\n"));
    }

    @Test
    void comparesOnAnyDay() {
        String told = "ny  night  Tue 2026-12-01 06:00:00 UTC  Tue 2026-12-01 10:00:00 UTC  4 h";
        assertEquals(Optional.empty(), Scene.missing(List.of(told),
                "ny  night  Wed 2027-05-05 00:00:00 UTC  Thu 2027-05-06 02:00:00 UTC  26 h\n"));
        assertEquals(Optional.of(told), Scene.missing(List.of(told), "ny  always  Tue 2026-12-01  Tue 2026-12-02"));
    }
}
