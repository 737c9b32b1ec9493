package org.packetboat.schedules.watch;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.packetboat.schedules.file.Source;

/** The content of a set of files at one time, for telling whether it changed. */
record Snapshot(Map<String, ByteBuffer> files) {
    static Snapshot of(List<Source> sources) {
        Map<String, ByteBuffer> files = new LinkedHashMap<>();
        sources.forEach(source -> files.put(source.name(), ByteBuffer.wrap(source.content())));
        return new Snapshot(files);
    }
}
