package org.packetboat.simulator.world.disk;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.protocols.uucp.exchange.UucpSpool;

/**
 * A UUCP spool on a disk that loses what was not synced: after a crash a file holds what {@link #keep} was told, and of
 * what was appended later as much as the dice say, from the front. A file that nothing was kept of may be gone.
 */
final class LossySpool implements UucpSpool {
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
    }

    private final SplittableRandom random;
    private final Map<String, Growing> files = new TreeMap<>();
    private final TreeSet<String> memory = new TreeSet<>();

    LossySpool(SplittableRandom random) {
        this.random = random;
    }

    /** The power fails. */
    void crash() {
        Map<String, Growing> survivors = new HashMap<>();
        files.forEach((name, file) -> {
            if (file.synced < 0 && random.nextBoolean()) return;
            int safe = Math.max(0, file.synced);
            file.length = safe + random.nextInt(file.length - safe + 1);
            file.synced = file.length;
            survivors.put(name, file);
        });
        files.clear();
        files.putAll(survivors);
    }

    @Override
    public long held(String file) {
        return exists(file) ? files.get(file).length : 0;
    }

    @Override
    public void append(String file, byte[] bytes) {
        files.computeIfAbsent(file, _ -> new Growing()).append(bytes);
    }

    @Override
    public void keep(String file) {
        Growing growing = files.computeIfAbsent(file, _ -> new Growing());
        growing.synced = growing.length;
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
        files.remove(file);
    }

    @Override
    public void remember(String name) {
        memory.add(name);
    }

    @Override
    public boolean remembers(String name) {
        return memory.contains(name);
    }

    @Override
    public void forget(String name) {
        memory.remove(name);
    }

    @Override
    public void release() {
        files.keySet().forEach(this::keep);
    }
}
