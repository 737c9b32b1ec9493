package org.packetboat.protocols.uucp.exchange;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.BytesBody;

/** A spool that lives as long as the program: for simulated sites. */
public final class MemorySpool implements UucpSpool {
    private final Map<String, ByteArrayOutputStream> files = new HashMap<>();
    private final Set<String> memory = new HashSet<>();

    @Override
    public long held(String file) {
        return exists(file) ? files.get(file).size() : 0;
    }

    @Override
    public void append(String file, byte[] bytes) {
        files.computeIfAbsent(file, _ -> new ByteArrayOutputStream()).writeBytes(bytes);
    }

    @Override
    public void keep(String file) {
        append(file, new byte[0]);
    }

    @Override
    public void rename(String file, String to) {
        files.put(to, files.remove(file));
    }

    @Override
    public boolean exists(String file) {
        return files.containsKey(file);
    }

    @Override
    public Body content(String file) {
        return new BytesBody(files.get(file).toByteArray());
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
        // nothing is open
    }

    /** How many files and memories are kept: none, once everything is settled. */
    public int size() {
        return files.size() + memory.size();
    }
}
