package org.packetboat.app.compose.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files of a data folder are in a backup beside those of the queue: what tells of the past, and what is
 * remembered of far sides. What can be made anew is left out. So are frozen batches, which may hold mail that has
 * arrived since, and Maildirs, which belong to other programs.
 */
final class BackupContents {
    private static final List<String> ROOTS = List.of("history", "calls", "plans", "usage", "batches", "uucp",
            "history.tsv",
            "audit.jsonl", "provisioned.yaml");
    private static final Pattern WANTED = Pattern
            .compile("(history|calls|plans|usage)/.+|history\\.tsv|audit\\.jsonl|provisioned\\.yaml"
                    + "|batches/[^/]+/history/.+|uucp/(.+/)?memory/[^/]+");

    private BackupContents() {}

    /** Paths below the folder, with slashes. */
    static List<String> in(Path data) throws IOException {
        try {
            return ROOTS.stream().map(data::resolve).filter(Files::exists).flatMap(BackupContents::walk)
                    .map(file -> data.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> WANTED.matcher(path).matches()).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** A file that goes away meanwhile is no longer wanted. */
    private static Stream<Path> walk(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
