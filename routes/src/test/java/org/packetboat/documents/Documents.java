package org.packetboat.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The documents for those who use the program. */
final class Documents {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final String FIRST_HOUR = "docs/first-hour.md";

    private Documents() {}

    /** README first, then the first hour, whose servers other documents go on with, then the others. */
    static List<CommandBlock> blocks() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (String name : List.of("README.md", FIRST_HOUR, "CONTRIBUTING.md", "docker/README.md", "bench/README.md"))
            documents.add(PROJECT.resolve(name));
        try (Stream<Path> files = Files.list(PROJECT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.endsWith(FIRST_HOUR)).sorted().forEach(documents::add);
        }
        return CommandBlock.in(PROJECT, documents);
    }
}
