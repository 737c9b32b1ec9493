package org.packetboat.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process listens on, as the system has it (proc_pid_net(5)). */
final class ListeningPorts {
    /** States of a socket that waits for whoever comes: TCP's LISTEN, and UDP without a far side. */
    private static final Map<String, String> WAITING = Map.of("tcp", "0A", "tcp6", "0A", "udp", "07", "udp6", "07");

    /** 127.0.0.0/8, the same as mapped to IPv6, and ::1; little endian. */
    private static final Pattern LOOPBACK = Pattern.compile("(0{16}FFFF0000)?[0-9A-F]{6}7F|0{24}01000000");

    private ListeningPorts() {}

    /** Each as {@code tcp loopback 2525}, or {@code tcp outside 2525} if it is reached by other addresses, too. */
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
                    ports.add(table.getKey().substring(0, 3) + " " + where(fields[1]));
            }
        }
        return ports;
    }

    /** @param local such as {@code 0100007F:09DD}: an address in words of the machine's byte order, and a port */
    private static String where(String local) {
        String[] parts = local.split(":");
        return (LOOPBACK.matcher(parts[0]).matches() ? "loopback " : "outside ") + Integer.parseInt(parts[1], 16);
    }
}
