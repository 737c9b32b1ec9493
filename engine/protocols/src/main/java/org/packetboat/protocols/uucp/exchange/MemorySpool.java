package org.packetboat.protocols.uucp.exchange;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;

/**
 * A spool that lives as long as the program, for simulated sites. At a {@link #crash} it loses what a disk loses: a
 * file then holds what {@link #keep} was told, and of what was appended later as much as the dice say, from the front.
 * A file that nothing was kept of may be gone. What was discarded or forgotten since its folder was synced the last
 * time may be there again.
 */
public final class MemorySpool implements UucpSpool {
    private static final class Growing {
        private byte[] bytes = {};
        private int length;
        private int synced = -1;

        void append(byte[] more) {
            if (length + more.length > bytes.length)
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more.length));
            System.arraycopy(more, 0, bytes, length, more.length);
            length += more.length;
        }

        /** The power fails. @return whether anything is left of it */
        boolean survives(SplittableRandom random) {
            if (synced < 0 && random.nextBoolean()) return false;
            int safe = Math.max(0, synced);
            length = safe + random.nextInt(length - safe + 1);
            synced = length;
            return true;
        }
    }

    private final Map<String, Growing> files = new TreeMap<>();
    private final TreeSet<String> memory = new TreeSet<>();
    private final Map<String, Growing> discarded = new TreeMap<>();
    private final TreeSet<String> forgotten = new TreeSet<>();
    private final Set<String> lent = ConcurrentHashMap.newKeySet();
    private final boolean crashes;

    public MemorySpool() {
        this(true);
    }

    private MemorySpool(boolean crashes) {
        this.crashes = crashes;
    }

    /** One whose power never fails: it keeps nothing of files that were discarded. */
    public static MemorySpool steady() {
        return new MemorySpool(false);
    }

    /** The power fails. @throws IllegalStateException if it never does here */
    public void crash(SplittableRandom random) {
        if (!crashes) throw new IllegalStateException("the power of this spool never fails");
        discarded.forEach((name, file) -> {
            if (random.nextBoolean()) files.putIfAbsent(name, file);
        });
        discarded.clear();
        forgotten.stream().filter(_ -> random.nextBoolean()).forEach(memory::add);
        forgotten.clear();
        files.values().removeIf(file -> !file.survives(random));
    }

    @Override
    public long held(String file) {
        return exists(file) ? files.get(file).length : 0;
    }

    private Growing file(String name) {
        return files.computeIfAbsent(name, _ -> new Growing());
    }

    @Override
    public void append(String file, byte[] bytes) {
        file(file).append(bytes);
    }

    @Override
    public void keep(String file) {
        file(file).synced = file(file).length;
        discarded.clear();
    }

    @Override
    public void rename(String file, String to) {
        keep(file);
        files.put(to, files.remove(file));
    }

    @Override
    public boolean exists(String file) {
        return files.containsKey(file);
    }

    @Override
    public Body content(String file) {
        Growing growing = files.get(file);
        return new BytesBody(Arrays.copyOf(growing.bytes, growing.length));
    }

    @Override
    public void discard(String file) {
        Optional.ofNullable(files.remove(file)).filter(_ -> crashes).ifPresent(gone -> discarded.put(file, gone));
    }

    @Override
    public Set<String> lent() {
        return lent;
    }

    @Override
    public void remember(String name) {
        memory.add(name);
        forgotten.clear();
    }

    @Override
    public boolean remembers(String name) {
        return memory.contains(name);
    }

    @Override
    public void forget(String name) {
        if (memory.remove(name) && crashes) forgotten.add(name);
    }

    @Override
    public void release() {
        files.keySet().forEach(this::keep);
    }

    /** How many files and memories are kept: none, once everything is settled. */
    public int size() {
        return files.size() + memory.size();
    }
}
