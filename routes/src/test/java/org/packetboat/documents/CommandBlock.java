package org.packetboat.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of commands in a document. Its info string, which a reader doesn't see, says what a test does with it:
 *
 * <pre>
 * ```sh run=tour               its commands are run, in the order of the documents' blocks of that name
 * ```console run=tour          lines behind "$ " are commands, those below each what it prints, loosely
 * ```console test=KafkaIT      this test runs it, and compares what it prints by {@link ToldOutput}
 * ```sh skip="takes an hour"   it can't be run, for this reason; that all it names is there is looked at
 * </pre>
 *
 * @param place the document and line, for messages
 * @param run   the name of the scene in which it is run
 * @param test  the test that runs it
 * @param skip  why it is not run
 */
record CommandBlock(String place, Optional<String> run, Optional<String> test, Optional<String> skip,
        List<Command> commands) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\S*)([^\\n]*)\\n(.*?)^```");
    private static final Pattern RUN = Pattern.compile("\\brun=(\\S+)");
    private static final Pattern TEST = Pattern.compile("\\btest=(\\S+)");
    private static final Pattern SKIP = Pattern.compile("\\bskip=\"([^\"]+)\"");
    private static final Pattern PROMPT = Pattern.compile("(?m)^\\$ ");

    /** One command. @param input what is typed into it @param output what it prints, as the document has it */
    record Command(String text, String input, List<String> output) {}

    /** All in these documents, in order. */
    static List<CommandBlock> in(Path project, List<Path> documents) throws IOException {
        List<CommandBlock> all = new ArrayList<>();
        for (Path document : documents) {
            String text = Files.readString(document);
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                long line = text.substring(0, block.start()).lines().count() + 1;
                String place = project.relativize(document) + ":" + line;
                boolean prompts = PROMPT.matcher(block.group(3)).find();
                if (!prompts && !block.group(1).matches("sh|bash|console")) continue;
                all.add(new CommandBlock(place, found(RUN, block.group(2)), found(TEST, block.group(2)),
                        found(SKIP, block.group(2)),
                        prompts ? prompted(block.group(3)) : lines(block.group(3))));
            }
        }
        return all;
    }

    private static Optional<String> found(Pattern pattern, String info) {
        Matcher found = pattern.matcher(info);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** Each line is a command, also where it goes on behind a backslash. */
    private static List<Command> lines(String body) {
        return Stream.of(body.replace("\\\n", "").split("\n")).filter(line -> !line.isBlank())
                .map(line -> new Command(line, "", List.of())).toList();
    }

    private static List<Command> prompted(String body) {
        List<Command> commands = new ArrayList<>();
        String joined = body.replaceAll("\\s*\\\\\\n\\s+", " ");
        for (String part : PROMPT.splitAsStream(joined).skip(1).toList()) { // before the first prompt nothing is typed
            List<String> lines = part.lines().toList();
            List<String> typed = lines.stream().skip(1).filter(line -> line.startsWith(">")).map(l -> l.substring(1))
                    .toList();
            commands.add(new Command(lines.getFirst(), String.join("\n", typed),
                    lines.stream().skip(1).filter(line -> !line.startsWith(">") && !line.isBlank()).toList()));
        }
        return commands;
    }
}
