package org.packetboat.connectors.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/**
 * Reads every file of a store and compares its checksums. Changes nothing, and may run beside the server, which writes
 * new files and removes old ones meanwhile.
 */
public final class DataCheck {
    private final List<Finding> findings = new ArrayList<>();
    private int files;

    private DataCheck() {}

    /** A damaged file. */
    public record Finding(Path file, String what) {}

    /**
     * What came of it.
     *
     * @param files   how many were read
     * @param damaged those with damage
     */
    public record Result(int files, List<Finding> damaged) {}

    /** @throws IOException if there is no such store, or its folder can't be read */
    public static Result of(Path data) throws IOException {
        RocksLibrary.load(data.resolve("native"));
        DataCheck check = new DataCheck();
        Path queue = data.resolve("queue");
        try (Stream<Path> all = Files.list(queue)) {
            for (Path file : all.sorted().toList())
                check.file(file);
        }
        if (!CurrentFile.isGood(queue.resolve("CURRENT")))
            check.found(queue.resolve("CURRENT"), "names no manifest; the server mends it when it starts");
        return new Result(check.files, List.copyOf(check.findings));
    }

    private void file(Path file) {
        String name = file.getFileName().toString();
        try {
            if (name.endsWith(".sst")) table(file);
            else if (name.endsWith(".log")) log(file);
            else if (name.startsWith("MANIFEST-")) manifest(file);
        } catch (NoSuchFileException removed) {
            return;
        } catch (IOException e) {
            found(file, "can't be read: " + e.getMessage());
        }
    }

    private void table(Path file) throws IOException {
        files++;
        try (Options options = new Options(); SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            reader.verifyChecksum();
        } catch (RocksDBException e) {
            if (!Files.exists(file)) throw new NoSuchFileException(file.toString());
            found(file, e.getMessage());
        }
    }

    private void log(Path file) throws IOException {
        files++;
        LogScan.Found log = LogScan.read(file);
        if (!log.behind().isEmpty())
            found(file, "broken at byte " + log.bad().orElse(0) + ", with "
                    + log.behind().size() + " groups of commits behind it");
    }

    private void manifest(Path file) throws IOException {
        files++;
        LogScan.Found log = LogScan.read(file);
        if (log.bad().isPresent()) found(file, "broken at byte " + log.bad().getAsLong());
    }

    private void found(Path file, String what) {
        findings.add(new Finding(file, what));
    }
}
