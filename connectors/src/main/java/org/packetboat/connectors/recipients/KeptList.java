package org.packetboat.connectors.recipients;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;
import org.packetboat.engine.mail.Domain;

/**
 * A list of recipients as it is kept on disk: sorted, and never changed once it is written. In memory is one key for
 * each block of about 4 KB: 34,000 of them for ten million recipients. A look-up reads one block, from the system's
 * cache as a rule, and checks its sum: a damaged block is an {@link IOException}, and no answer. From any thread; reads
 * take turns, by a file that an interrupted thread does not close for all others.
 *
 * <pre>
 * file   = magic block* index footer
 * magic  = "PBLIST1\n"
 * block  = entry* crc32c(4)                      crc of the entries
 * entry  = shared(varint) more(varint) bytes[more] site(varint)
 *            key = the first {@code shared} bytes of the key before, then {@code bytes}; in a block the first has 0
 *            site = 0: none, else its place in the index, from 1
 * index  = blocks(4) { length(2) key[length] at(8) size(4) }*
 *          domains(4) { name(utf) rows(8) }* sites(4) { name(utf) }* read(8) source(utf) salt(utf)?
 *            salt: its keys are hashed with it; left out: they are as {@link ListKey} makes them
 * footer = index-at(8) index-size(4) crc32c(4)   crc of the index
 * </pre>
 */
final class KeptList implements Closeable {
    static final byte[] MAGIC = {'P', 'B', 'L', 'I', 'S', 'T', '1', '\n'};
    static final int FOOTER = Long.BYTES + 2 * Integer.BYTES;
    private static final int LARGEST_INDEX = 1 << 28;

    /**
     * What a list says of itself.
     *
     * @param domains the domains that it covers, with how many recipients each has
     * @param sites   the names of the sites that rows have
     * @param read    when it was read
     * @param source  what it was read from, as its source says; equal if that is as it was
     * @param salt    what its keys are hashed with, see {@link ListKey#hashed}; empty text: they are not
     */
    record Facts(Map<Domain, Long> domains, List<String> sites, Instant read, String source, String salt) {
        Facts {
            domains = Map.copyOf(domains);
            sites = List.copyOf(sites);
        }

        /** Its keys are not hashed. */
        Facts(Map<Domain, Long> domains, List<String> sites, Instant read, String source) {
            this(domains, sites, read, source, "");
        }

        long rows() {
            return domains.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private final RandomAccessFile file;
    private final byte[][] firstKeys;
    private final long[] at;
    private final int[] size;
    private final Facts facts;
    private boolean closed;

    private KeptList(RandomAccessFile file, byte[][] firstKeys, long[] at, int[] size, Facts facts) {
        this.file = file;
        this.firstKeys = firstKeys;
        this.at = at;
        this.size = size;
        this.facts = facts;
    }

    /** @throws IOException if it can't be read, or is none */
    static KeptList open(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        try {
            return open(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e instanceof IOException io ? io : new IOException(path + " is damaged", e);
        }
    }

    private static KeptList open(RandomAccessFile file) throws IOException {
        byte[] magic = new byte[MAGIC.length];
        file.readFully(magic);
        if (!Arrays.equals(magic, MAGIC)) throw new IOException("no list of recipients");
        file.seek(file.length() - FOOTER);
        long indexAt = file.readLong();
        int indexSize = file.readInt();
        int sum = file.readInt();
        if (indexSize < 0 || indexSize > LARGEST_INDEX || indexAt + indexSize + FOOTER != file.length())
            throw new EOFException("its end is missing");
        byte[] index = new byte[indexSize];
        file.seek(indexAt);
        file.readFully(index);
        if (sum(index, index.length) != sum) throw new IOException("its index is damaged");
        return read(file, new DataInputStream(new ByteArrayInputStream(index)));
    }

    private static KeptList read(RandomAccessFile file, DataInputStream index) throws IOException {
        int blocks = index.readInt();
        byte[][] keys = new byte[blocks][];
        long[] at = new long[blocks];
        int[] size = new int[blocks];
        for (int i = 0; i < blocks; i++) {
            keys[i] = index.readNBytes(index.readUnsignedShort());
            at[i] = index.readLong();
            size[i] = index.readInt();
        }
        Map<Domain, Long> domains = new LinkedHashMap<>();
        for (int left = index.readInt(); left > 0; left--)
            domains.put(new Domain(index.readUTF()), index.readLong());
        List<String> sites = new ArrayList<>();
        for (int left = index.readInt(); left > 0; left--)
            sites.add(index.readUTF());
        Instant when = Instant.ofEpochMilli(index.readLong());
        String source = index.readUTF();
        String salt = index.available() > 0 ? index.readUTF() : "";
        return new KeptList(file, keys, at, size, new Facts(domains, sites, when, source, salt));
    }

    static int sum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    Facts facts() {
        return facts;
    }

    /** Someone on a list. */
    record Row(byte[] key, Optional<String> site) {}

    /**
     * Looks a key up.
     *
     * @return empty if nobody has it
     * @throws IOException if the block can't be read, or is damaged
     */
    Optional<Row> find(byte[] key) throws IOException {
        int block = blockOf(key);
        if (block < 0) return Optional.empty();
        Entries entries = entries(block);
        while (entries.next()) {
            int order = Arrays.compareUnsigned(entries.key, 0, entries.length, key, 0, key.length);
            if (order == 0) return Optional.of(new Row(key, site(entries.site)));
            if (order > 0) return Optional.empty();
        }
        return Optional.empty();
    }

    private int blockOf(byte[] key) {
        int found = Arrays.binarySearch(firstKeys, key, Arrays::compareUnsigned);
        return found >= 0 ? found : -found - 2;
    }

    private Optional<String> site(int number) {
        return number == 0 ? Optional.empty() : Optional.of(facts.sites().get(number - 1));
    }

    private Entries entries(int block) throws IOException {
        return new Entries(block(block));
    }

    /** How many blocks it has. */
    int blocks() {
        return at.length;
    }

    /** The entries of a block, as they are on the disk. @throws IOException if they can't be read, or are damaged */
    byte[] block(int number) throws IOException {
        byte[] bytes = read(at[number], size[number]);
        int end = bytes.length - Integer.BYTES;
        if (ByteBuffer.wrap(bytes).getInt(end) != sum(bytes, end))
            throw new DamagedException("a block of it is damaged");
        return Arrays.copyOf(bytes, end);
    }

    private synchronized byte[] read(long from, int length) throws IOException {
        if (closed) throw new ReplacedException();
        byte[] bytes = new byte[length];
        file.seek(from);
        file.readFully(bytes);
        return bytes;
    }

    /** What was read is not what was written. */
    static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1;

        DamagedException(String why) {
            super(why);
        }
    }

    /** It was closed, since there is a newer one. */
    static final class ReplacedException extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** The entries of a block, one after the other. */
    private static final class Entries {
        private final byte[] bytes;
        private final int end;
        private int at;
        private byte[] key = new byte[64];
        private int length;
        private int site;

        Entries(byte[] bytes) {
            this.bytes = bytes;
            this.end = bytes.length;
        }

        boolean next() throws IOException {
            if (at == end) return false;
            int shared = number();
            int more = number();
            if (shared < 0 || shared > length || more < 0 || more > end - at)
                throw new DamagedException("a block of it is damaged");
            length = shared + more;
            if (length > key.length) key = Arrays.copyOf(key, 2 * length);
            System.arraycopy(bytes, at, key, shared, more);
            at += more;
            site = number();
            return true;
        }

        private int number() throws IOException {
            int value = 0;
            for (int shift = 0; at < end && shift < Integer.SIZE; shift += 7) {
                byte b = bytes[at++];
                value |= (b & 0x7f) << shift;
                if (b >= 0) return value;
            }
            throw new DamagedException("a block of it is damaged");
        }
    }

    /** Rows in the order of their keys. For one thread. */
    interface Rows {
        /** @return empty at the end */
        Optional<Row> next() throws IOException;
    }

    /** Blocks of entries, in the order of their keys. */
    interface Blocks {
        /** @return empty at the end */
        Optional<byte[]> next() throws IOException;
    }

    /** The rows of blocks. @param site the name of a site by its number; 0 is none */
    static Rows rows(Blocks blocks, IntFunction<Optional<String>> site) {
        return new Rows() {
            private Optional<Entries> entries = Optional.empty();

            @Override
            public Optional<Row> next() throws IOException {
                while (entries.isEmpty() || !entries.get().next()) {
                    Optional<byte[]> block = blocks.next();
                    if (block.isEmpty()) return Optional.empty();
                    entries = Optional.of(new Entries(block.get()));
                }
                Entries now = entries.get();
                return Optional.of(new Row(Arrays.copyOf(now.key, now.length), site.apply(now.site)));
            }
        };
    }

    /** All rows. */
    Rows walk() {
        return rows(new Blocks() {
            private int block;

            @Override
            public Optional<byte[]> next() throws IOException {
                return block == at.length ? Optional.empty() : Optional.of(block(block++));
            }
        }, this::site);
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        file.close();
    }
}
