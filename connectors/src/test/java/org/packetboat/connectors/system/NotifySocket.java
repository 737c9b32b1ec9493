package org.packetboat.connectors.system;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a service manager listens on: a socket of datagrams in a folder. */
@SuppressWarnings("restricted")
public final class NotifySocket implements AutoCloseable {
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;

    private final int fd;

    public NotifySocket(Path path, int seconds) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            fd = (int) function("socket", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)
                    .invoke(1, 2, 0);
            byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
            MemorySegment address = arena.allocate(2L + name.length);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
            MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
            int bound = (int) function("bind", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT)
                    .invoke(fd, address, (int) address.byteSize());
            MemorySegment limit = arena.allocate(16);
            limit.set(ValueLayout.JAVA_LONG, 0, seconds);
            int limited = (int) function("setsockopt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS, ValueLayout.JAVA_INT).invoke(fd, SOL_SOCKET, SO_RCVTIMEO, limit, 16);
            if (bound != 0 || limited != 0) throw new AssertionError("no socket at " + path);
        }
    }

    /** Waits for the next datagram; empty if none comes in time. */
    public String next() throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(512);
            int length = (int) function("recv", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT).invoke(fd, buffer, 512L, 0);
            if (length < 0) return "";
            return new String(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }
    }

    private static MethodHandle function(String name, MemoryLayout... arguments) {
        return Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().find(name).orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    @Override
    public void close() {
        try {
            int _ = (int) function("close", ValueLayout.JAVA_INT).invoke(fd);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }
}
