package org.packetboat.connectors.serial.practice;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A pseudo-terminal, made by the system itself: the end that a program opens by its path looks like a serial port, this
 * is the other one.
 */
@SuppressWarnings("restricted")
public final class Pty implements AutoCloseable {
    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0x100;
    private static final int TCSANOW = 0;
    private static final int TERMIOS_BYTES = 128;
    private static final short POLLIN = 1;
    private static final int EIO = 5;

    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final int fd;
    private final Path path;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Pty(int fd, Path path) {
        this.fd = fd;
        this.path = path;
    }

    /** @throws IllegalStateException if the system gives none */
    public static Pty open() {
        try (Arena arena = Arena.ofConfined()) {
            int fd = call("posix_openpt", O_RDWR | O_NOCTTY);
            if (call("grantpt", fd) != 0 || call("unlockpt", fd) != 0) throw new IllegalStateException("no pty");
            MemorySegment name = arena.allocate(64);
            int failed = (int) function("ptsname_r", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG)
                    .invoke(fd, name, 64L);
            if (failed != 0) throw new IllegalStateException("ptsname_r " + failed);
            Pty pty = new Pty(fd, Path.of(name.getString(0)));
            pty.makeRaw(arena);
            return pty;
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Before a program opens it, nothing is echoed either. */
    private void makeRaw(Arena arena) throws Throwable {
        MemorySegment termios = arena.allocate(TERMIOS_BYTES);
        function("tcgetattr", ValueLayout.JAVA_INT, ValueLayout.ADDRESS).invoke(fd, termios);
        Linker.nativeLinker().downcallHandle(find("cfmakeraw"), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS))
                .invoke(termios);
        function("tcsetattr", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS).invoke(fd, TCSANOW,
                termios);
    }

    private static MemorySegment find(String name) {
        return Linker.nativeLinker().defaultLookup().find(name).orElseThrow();
    }

    private static MethodHandle function(String name, MemoryLayout... arguments) {
        return Linker.nativeLinker().downcallHandle(find(name),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    private static int call(String name, int argument) throws Throwable {
        return (int) function(name, ValueLayout.JAVA_INT).invoke(argument);
    }

    /** What a program opens as its serial port. */
    public Path path() {
        return path;
    }

    /**
     * Reads what the program wrote.
     *
     * @return how many bytes; 0 if none came in time; -1 while no program has it open
     */
    public int read(byte[] into, int millis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment poll = arena.allocate(8);
            poll.set(ValueLayout.JAVA_INT, 0, fd);
            poll.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
            int ready = (int) function("poll", ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT)
                    .invoke(poll, 1L, millis);
            if (ready <= 0 || closed.get()) return 0;
            MemorySegment buffer = arena.allocate(into.length);
            MemorySegment state = arena.allocate(STATE);
            long n = (long) Linker.nativeLinker()
                    .downcallHandle(find("read"), FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS, ValueLayout.JAVA_LONG), Linker.Option.captureCallState("errno"))
                    .invoke(state, fd, buffer, (long) into.length);
            if (n < 0) return (int) ERRNO.get(state, 0L) == EIO ? -1 : 0;
            MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, (int) n);
            return (int) n;
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Gives these to the program. */
    public void write(byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            for (long done = 0; done < bytes.length && !closed.get();) {
                long n = (long) Linker.nativeLinker()
                        .downcallHandle(find("write"), FunctionDescriptor.of(ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG))
                        .invoke(fd, buffer.asSlice(done), bytes.length - done);
                if (n < 0) return;
                done += n;
            }
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The port disappears. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) return;
        try {
            call("close", fd);
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }
}
