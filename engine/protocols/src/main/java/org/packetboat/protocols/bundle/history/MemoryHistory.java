package org.packetboat.protocols.bundle.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.protocols.bundle.content.ContentName;

/** A history that lasts as long as the program. */
public final class MemoryHistory implements History {
    private final long capacity;
    private final Map<ContentName, byte[]> contents = new LinkedHashMap<>();
    private long size;

    /** @param capacity bytes kept at most */
    public MemoryHistory(long capacity) {
        this.capacity = capacity;
    }

    @Override
    public List<ContentName> names() {
        return List.copyOf(contents.keySet());
    }

    @Override
    public Optional<byte[]> content(ContentName name) {
        return Optional.ofNullable(contents.get(name)).map(byte[]::clone);
    }

    @Override
    public void keep(byte[] content) {
        if (content.length > capacity) return;
        ContentName name = ContentName.of(content);
        drop(name);
        while (size + content.length > capacity)
            drop(contents.keySet().iterator().next());
        contents.put(name, content.clone());
        size += content.length;
    }

    private void drop(ContentName name) {
        byte[] dropped = contents.remove(name);
        if (dropped != null) size -= dropped.length;
    }
}
