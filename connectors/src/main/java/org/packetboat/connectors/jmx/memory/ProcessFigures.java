package org.packetboat.connectors.jmx.memory;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What this process takes of the machine, asked of the Java machine and of Linux. */
public final class ProcessFigures {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long UNKNOWN = -1;

    private ProcessFigures() {}

    /** Now. */
    public static ProcessSize now() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        long memory = UNKNOWN;
        long files = UNKNOWN;
        long mostFiles = UNKNOWN;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            memory = system.getTotalMemorySize();
            files = system.getOpenFileDescriptorCount();
            mostFiles = system.getMaxFileDescriptorCount();
        }
        return new ProcessSize(resident(), heap.getUsed(), heap.getMax(), memory, threads(), files, mostFiles);
    }

    /** Bytes of memory that this process holds; -1 if the system doesn't say. */
    public static long resident() {
        OptionalLong kilobytes = status("VmRSS:");
        return kilobytes.isPresent() ? kilobytes.getAsLong() * 1024 : UNKNOWN;
    }

    /** Those of native code, too. */
    private static int threads() {
        return (int) status("Threads:").orElseGet(() -> ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static OptionalLong status(String key) {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst();
        } catch (IOException noSuchFile) {
            return OptionalLong.empty();
        }
    }
}
