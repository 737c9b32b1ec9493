package org.packetboat.app.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.packetboat.engine.text.Quoted;

/**
 * Ends the process when a thread dies of an exception or an error, with a line that says so and an exit code of its
 * own, so that the service manager starts it anew. A server that has lost a thread would go on saying 250 and send
 * nothing; whatever it has acknowledged is on disk, and the next life finds it there.
 *
 * <p>It ends within two seconds even if nobody reads what it prints or no memory is left: a thread that was started
 * beforehand sees to that. Nothing is closed, since that may wait for the thread that is dead.
 */
public final class FailFast implements Thread.UncaughtExceptionHandler {
    /** The exit code of a process that ended itself. */
    public static final int EXIT_CODE = 5;
    private static final long MOST_PRINTING_NANOS = 2_000_000_000L;

    /** Given up when memory is full: enough to say what happened. */
    private static final int RESERVE = 1 << 20;
    /** Ready made, for when even that is not enough. */
    private static final byte[] LAST_WORDS = (" ERROR event=fatal reason=\"no memory left to say more\"; this process "
            + "ends itself with exit code " + EXIT_CODE + ", to be started anew.\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final PrintStream out;
    private final IntConsumer halt;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile byte[] reserve = new byte[RESERVE];
    private final Thread lastResort = Thread.ofPlatform().daemon().name("fail-fast").unstarted(this::haltInTime);

    /** @param halt ends the process at once with this exit code */
    FailFast(PrintStream out, IntConsumer halt) {
        this.out = out;
        this.halt = halt;
        lastResort.start();
    }

    /** From now on, for all threads of this process. */
    public static void install() {
        PrintStream errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
        Thread.setDefaultUncaughtExceptionHandler(
                new FailFast(errors, code -> Runtime.getRuntime().halt(code)).loaded());
    }

    /** Has the classes at hand that printing needs: the jars may be gone by then. */
    private FailFast loaded() {
        line("main", new IllegalStateException("none"));
        return this;
    }

    /**
     * Whether a process must not go on after this, whoever caught it: there is no memory, or the program's own files
     * are gone. An overflown stack is unwound, and harms only the work that overflowed it.
     */
    public static boolean isFatal(Throwable thrown) {
        return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError)
                || thrown instanceof NoClassDefFoundError;
    }

    /** For those who catch what they can't judge: ends the process, if that is installed, after something fatal. */
    public static void judge(Throwable thrown) {
        Thread.UncaughtExceptionHandler installed = Thread.getDefaultUncaughtExceptionHandler();
        if (installed instanceof FailFast && isFatal(thrown)) {
            installed.uncaughtException(Thread.currentThread(), thrown);
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        if (!failing.compareAndSet(false, true)) return;
        LockSupport.unpark(lastResort);
        reserve = LAST_WORDS;
        try {
            say(thread, thrown);
        } finally {
            halt.accept(EXIT_CODE);
        }
    }

    private void say(Thread thread, Throwable thrown) {
        try {
            out.println(line(thread.getName(), thrown));
            thrown.printStackTrace(out);
        } catch (OutOfMemoryError again) {
            out.write(LAST_WORDS, 0, LAST_WORDS.length);
            out.flush();
        }
    }

    private static String line(String thread, Throwable thrown) {
        return Instant.now() + " ERROR event=fatal thread=\"" + thread + "\" reason=\""
                + Quoted.inner(thrown.toString())
                + "\"; this process ends itself with exit code " + EXIT_CODE
                + ", to be started anew. What was acknowledged is on disk.";
    }

    private void haltInTime() {
        while (!failing.get())
            LockSupport.park();
        long began = System.nanoTime();
        for (long left = MOST_PRINTING_NANOS; left > 0; left = MOST_PRINTING_NANOS - (System.nanoTime() - began))
            LockSupport.parkNanos(left);
        halt.accept(EXIT_CODE);
    }
}
