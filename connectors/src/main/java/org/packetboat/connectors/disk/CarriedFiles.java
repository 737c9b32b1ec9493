package org.packetboat.connectors.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.packetboat.connectors.files.WholeFile;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.QueueId;
import org.packetboat.engine.mail.Recipient;

/**
 * What lies on disks for one far side and was not answered: a file for each file, in a folder of the server's own.
 *
 * <pre>
 * ID                   the name of the file on the disk
 *   E 1PNWW402F 3      an envelope, in the order in which they are in the file
 *   R desk@ny.example  each of its recipients
 * ID.unfinished        is being written; a name of its own, so that no file ever gets what another one holds
 * </pre>
 *
 * An answer settles nothing but what is written here.
 */
final class CarriedFiles {
    /** An envelope as it was written to a disk. */
    record Carried(EnvelopeId id, List<Address> recipients) {
        Carried {
            recipients = List.copyOf(recipients);
        }
    }

    private static final String UNFINISHED = ".unfinished";

    private final Path folder;

    /** @param folder made when it is needed */
    CarriedFiles(Path folder) {
        this.folder = folder;
    }

    /** Remembers what a file holds; durable when this returns. */
    void keep(String id, List<Transfer> transfers) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Transfer transfer : transfers) {
            EnvelopeId envelope = transfer.envelope().id();
            text.append("E ").append(envelope.message()).append(' ').append(envelope.index()).append('\n');
            for (Recipient to : transfer.envelope().recipients())
                text.append("R ").append(to.address()).append('\n');
        }
        Files.createDirectories(folder);
        WholeFile.write(folder.resolve(id + UNFINISHED), folder.resolve(id),
                text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What a file holds; empty if it is none of ours, or was answered. */
    Optional<List<Carried>> of(String id) throws IOException {
        try {
            return Optional.of(read(folder.resolve(id)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private static List<Carried> read(Path file) throws IOException {
        List<Carried> all = new ArrayList<>();
        List<Address> recipients = new ArrayList<>();
        EnvelopeId envelope = null;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("R ")) {
                recipients.add(Address.stored(line.substring(2)));
                continue;
            }
            if (envelope != null) all.add(new Carried(envelope, recipients));
            recipients = new ArrayList<>();
            String[] words = line.split(" ");
            envelope = new EnvelopeId(QueueId.parse(words[1]), Integer.parseInt(words[2]));
        }
        if (envelope != null) all.add(new Carried(envelope, recipients));
        return all;
    }

    /** A file is answered. */
    void forget(String id) throws IOException {
        Files.deleteIfExists(folder.resolve(id));
    }

    /** Forgets files of which nothing waits any more: it was answered another way, or given up. */
    void sweep(Predicate<EnvelopeId> waits) throws IOException {
        for (String id : ids())
            if (of(id).orElse(List.of()).stream().noneMatch(carried -> waits.test(carried.id()))) forget(id);
    }

    /** How many files wait for their answer. */
    int count() {
        try {
            return ids().size();
        } catch (IOException unread) {
            return 0;
        }
    }

    private List<String> ids() throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.matches("[0-9a-f]{20}"))
                    .toList();
        }
    }
}
