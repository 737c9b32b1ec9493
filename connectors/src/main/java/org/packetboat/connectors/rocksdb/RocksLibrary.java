package org.packetboat.connectors.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads RocksDB's native library. Left to itself, RocksDB unpacks it to the temporary folder at each start; here it is
 * unpacked once, beside the data, where no other user can put a false one. A copy that is missing, of another size or
 * can't be loaded (a folder mounted noexec) leads back to RocksDB's own way.
 */
final class RocksLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(RocksLibrary.class);
    /** As it is called among RocksDB's resources. */
    private static final String PACKED = Environment.getJniLibraryFileName("rocksdb");
    /** As {@link RocksDB#loadLibrary(List)} looks for it, which adds its ending once more. */
    static final String UNPACKED = Environment.getJniLibraryFileName("rocksdbjni");
    private static boolean loaded;

    private RocksLibrary() {}

    /** Loads the library, once in a JVM; later calls do nothing. */
    static synchronized void load(Path cache) {
        if (loaded) return;
        loaded = true;
        try {
            unpack(cache);
            RocksDB.loadLibrary(List.of(cache.toString()));
        } catch (IOException | UnsatisfiedLinkError e) {
            LOG.warn("event=library-cache-unused folder={} reason=\"{}\"", cache, e.getMessage());
            RocksDB.loadLibrary();
        }
    }

    /** Makes a copy if there is none of the right size. */
    static void unpack(Path cache) throws IOException {
        Optional<URL> packed = Optional.ofNullable(RocksDB.class.getClassLoader().getResource(PACKED));
        if (packed.isEmpty()) throw new IOException("no " + PACKED + " among the resources");
        URLConnection source = packed.get().openConnection();
        Path copy = cache.resolve(UNPACKED);
        try (InputStream bytes = source.getInputStream()) {
            if (Files.exists(copy) && Files.size(copy) == source.getContentLengthLong()) return;
            Files.createDirectories(cache);
            replace(copy, bytes);
        }
    }

    /** On disk before it gets its name: no crash leaves half a library. */
    private static void replace(Path copy, InputStream bytes) throws IOException {
        Path fresh = Files.createTempFile(copy.getParent(), "unpacking", "");
        Files.copy(bytes, fresh, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE);
    }
}
