package org.packetboat.connectors.system;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the service manager that started this process how it does, by the protocol of sd_notify(3): datagrams to the
 * socket that {@code NOTIFY_SOCKET} names. The JDK has no datagrams between processes of one machine, so the system is
 * called itself. May be used from any thread.
 */
@SuppressWarnings("restricted")
public final class Supervisor {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    /** sockaddr_un: a family of two bytes, then the path. */
    private static final int PATH_AT = 2;
    private static final int LONGEST_PATH = 107;

    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final String socket;
    private final Optional<Duration> watchdog;

    private Supervisor(String socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /**
     * The service manager that wants to be told; empty if nobody does.
     *
     * @param environment the process's
     * @param pid         the process's
     */
    public static Optional<Supervisor> of(Map<String, String> environment, long pid) {
        String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (!(socket.startsWith("/") || socket.startsWith("@")) || bytes(socket).length > LONGEST_PATH)
            return Optional.empty();
        boolean ours = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid)).equals(Long.toString(pid));
        return Optional
                .of(new Supervisor(socket, ours ? micros(environment.get("WATCHDOG_USEC")) : Optional.empty()));
    }

    private static Optional<Duration> micros(String text) {
        if (text == null || !text.matches("[1-9][0-9]{0,15}")) return Optional.empty();
        return Optional.of(Duration.ofNanos(Long.parseLong(text) * 1000));
    }

    /** After what time without {@link #alive} it ends this process, to start it anew; empty if never. */
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    /** The service is up. */
    public void ready() throws IOException {
        tell("READY=1");
    }

    /** It does what it should. */
    public void alive() throws IOException {
        tell("WATCHDOG=1");
    }

    /** It is about to end. */
    public void stopping() throws IOException {
        tell("STOPPING=1");
    }

    private void tell(String state) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errors = arena.allocate(STATE);
            int fd = (int) function("socket", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)
                    .invoke(errors, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            if (fd < 0) throw failed(errors);
            try {
                send(arena, errors, fd, bytes(state));
            } finally {
                int _ = (int) function("close", ValueLayout.JAVA_INT).invoke(errors, fd);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void send(Arena arena, MemorySegment errors, int fd, byte[] state) throws Throwable {
        MemorySegment address = address(arena);
        long sent = (long) Linker.nativeLinker()
                .downcallHandle(find("sendto"), FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT), Linker.Option.captureCallState("errno"))
                .invoke(errors, fd, arena.allocateFrom(ValueLayout.JAVA_BYTE, state), (long) state.length,
                        MSG_NOSIGNAL | MSG_DONTWAIT, address, (int) address.byteSize());
        if (sent != state.length) throw failed(errors);
    }

    /** A name that begins with "@" is in no folder: the system has a zero there. */
    private MemorySegment address(Arena arena) {
        byte[] path = bytes(socket);
        if (path[0] == '@') path[0] = 0;
        MemorySegment address = arena.allocate(PATH_AT + (long) path.length);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, PATH_AT, path.length);
        return address;
    }

    private IOException failed(MemorySegment errors) {
        return new IOException("the service manager at " + socket + " can't be told, error " + ERRNO.get(errors, 0L));
    }

    private static MemorySegment find(String name) {
        return Linker.nativeLinker().defaultLookup().find(name).orElseThrow();
    }

    private static MethodHandle function(String name, MemoryLayout... arguments) {
        return Linker.nativeLinker().downcallHandle(find(name),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments), Linker.Option.captureCallState("errno"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
