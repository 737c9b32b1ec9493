package org.packetboat.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents for those who use the program. */
final class Documents {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** Made from the commands themselves. */
    private static final String COMMANDS = "docs/cli.md";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+(?:\\n[^`\\n]+)?)`");

    private static final String FIRST_HOUR = "docs/first-hour.md";

    private Documents() {}

    /** README first, then the first hour, whose servers other documents go on with, then the others. */
    static List<CommandBlock> blocks() throws IOException {
        return CommandBlock.in(PROJECT, all());
    }

    private static List<Path> all() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (String name : List.of("README.md", FIRST_HOUR, "CONTRIBUTING.md", "docker/README.md", "bench/README.md"))
            documents.add(PROJECT.resolve(name));
        try (Stream<Path> files = Files.list(PROJECT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.endsWith(FIRST_HOUR)).sorted().forEach(documents::add);
        }
        return documents;
    }

    /** What stands between backticks in running text. @param place its document and line, for messages */
    record Code(String place, String text) {}

    /** All of it. */
    static List<Code> codes() throws IOException {
        List<Path> documents = new ArrayList<>(all());
        documents.remove(PROJECT.resolve(COMMANDS));
        documents.add(PROJECT.resolve("bench/NOTES.md"));
        List<Code> codes = new ArrayList<>();
        for (Path document : documents) {
            String text = BLOCK.matcher(Files.readString(document)).replaceAll(Documents::empty);
            Matcher code = CODE.matcher(text);
            while (code.find()) {
                long line = text.substring(0, code.start()).lines().count();
                codes.add(new Code(PROJECT.relativize(document) + ":" + Math.max(1, line),
                        code.group(1).replaceAll("\\s+", " ")));
            }
        }
        return codes;
    }

    /** As many lines, with nothing on them. */
    private static String empty(MatchResult block) {
        return "\n".repeat((int) block.group().lines().count() - 1);
    }

    /** The source of a test of this name. */
    static Optional<Path> test(Path module, String name) throws IOException {
        Path sources = module.resolve("src/test/java");
        if (!Files.isDirectory(sources)) return Optional.empty();
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.endsWith(name + ".java")).findFirst();
        }
    }
}
