package org.packetboat.connectors.uucp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.packetboat.engine.link.Body;
import org.packetboat.protocols.uucp.greeting.JobCommands.Ran;

/**
 * One run of a program with a job's file as its input: without a shell, and with nothing of our environment but the
 * path. It has to be through in a time, and is ended with all that it started if it is not. An exit code of 75
 * (EX_TEMPFAIL) means another time, as does a machine on which it can't be started now. If its input can't be
 * read to the end, it is ended, lest it take a part for the whole, and that means another time, too.
 */
public final class JobProgram {
    private static final int TRY_AGAIN = 75;
    private static final int MOST_SAID = 200;
    private static final int PIECE = 64 * 1024;
    private static final String SEARCHED = "/usr/local/bin:/usr/bin:/bin";

    private final Path folder;
    private final Duration most;

    /**
     * @param folder where programs are run
     * @param most   how long one may take
     */
    public JobProgram(Path folder, Duration most) {
        this.folder = folder;
        this.most = most;
    }

    /** Runs it to its end. @param environment besides {@code PATH} */
    public Ran run(List<String> command, Map<String, String> environment, Body input) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", SEARCHED);
        builder.environment().putAll(environment);
        try {
            return ran(builder.start(), input);
        } catch (IOException failed) {
            return new Ran.Later("not started: " + failed.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Ran.Later("the server stops");
        }
    }

    private Ran ran(Process process, Body input) throws InterruptedException {
        CompletableFuture<String> unread = new CompletableFuture<>();
        FutureTask<String> said = new FutureTask<>(() -> said(process.getInputStream()));
        try {
            Thread.ofVirtual().start(said);
            Thread.ofVirtual().start(() -> feed(process, input, unread));
            if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS))
                return new Ran.Failed("it took longer than " + most.toSeconds() + " s");
            if (process.exitValue() != 0 && unread.isDone())
                return new Ran.Later("its input can't be read: " + unread.join());
            return switch (process.exitValue()) {
                case 0 -> new Ran.Done();
                case TRY_AGAIN -> new Ran.Later("exit code 75: " + text(said));
                default -> new Ran.Failed("exit code " + process.exitValue() + ": " + text(said));
            };
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /** A service that it started may keep its output open. */
    private static String text(FutureTask<String> said) throws InterruptedException {
        try {
            return said.get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | java.util.concurrent.TimeoutException silent) {
            return "";
        }
    }

    private static String said(InputStream output) throws IOException {
        String text = new String(output.readNBytes(MOST_SAID), StandardCharsets.UTF_8).strip();
        output.transferTo(OutputStream.nullOutputStream());
        return text;
    }

    /**
     * A program need not read all of it: what it makes of that, its exit code says. One whose input breaks off is ended
     * before its input is closed.
     *
     * @param unread told why, if the input could not be read to its end
     */
    private static void feed(Process process, Body input, CompletableFuture<String> unread) {
        try (OutputStream to = process.getOutputStream()) {
            for (long at = 0; at < input.size();) {
                byte[] piece = piece(input, at, unread);
                if (piece.length == 0) {
                    end(process);
                    return;
                }
                to.write(piece);
                at += piece.length;
            }
        } catch (IOException closed) {
            // it has ended, or reads no more
        }
    }

    /** @return nothing if it can't be read */
    private static byte[] piece(Body input, long at, CompletableFuture<String> unread) {
        try {
            byte[] piece = input.read(at, (int) Math.min(PIECE, input.size() - at));
            if (piece.length == 0) unread.complete("it ends after " + at + " of " + input.size() + " bytes");
            return piece;
        } catch (RuntimeException failed) {
            unread.complete(failed.getMessage() == null ? failed.toString() : failed.getMessage());
            return new byte[0];
        }
    }
}
