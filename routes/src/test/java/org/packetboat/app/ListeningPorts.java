package org.packetboat.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a process listens on, as the system has it (proc_pid_net(5)). */
final class ListeningPorts {
    /** States of a socket that waits for whoever comes: TCP's LISTEN, and UDP without a far side. */
    private static final Map<String, String> WAITING = Map.of("tcp", "0A", "tcp6", "0A", "udp", "07", "udp6", "07");

    private ListeningPorts() {}

    /** Each as {@code tcp 2525}, whatever the address. */
    static Set<String> of(long pid) throws IOException {
        Path process = Path.of("/proc/" + pid);
        Set<String> own = new TreeSet<>();
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            for (Path descriptor : open.toList())
                if (Files.isSymbolicLink(descriptor)) own.add(Files.readSymbolicLink(descriptor).toString());
        }
        Set<String> ports = new TreeSet<>();
        for (Map.Entry<String, String> table : WAITING.entrySet()) {
            List<String> lines = Files.readAllLines(process.resolve("net").resolve(table.getKey()));
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.strip().split(" +");
                if (fields[3].equals(table.getValue()) && own.contains("socket:[" + fields[9] + "]"))
                    ports.add(table.getKey().substring(0, 3) + " " + Integer.parseInt(fields[1].split(":")[1], 16));
            }
        }
        return ports;
    }
}
