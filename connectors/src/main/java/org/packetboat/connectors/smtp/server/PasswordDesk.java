package org.packetboat.connectors.smtp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.packetboat.protocols.smtp.server.Authenticator;

/**
 * Checks passwords on a thread of its own, one after the other, so that guessing costs the guessers time and nobody
 * else; when too many are waiting, the next one is told BUSY. A changed accounts file is picked up at the next check;
 * a bad one is logged and the old accounts stay in force.
 */
final class PasswordDesk implements Authenticator, AutoCloseable {
    private static final int MOST_WAITING = 64;

    private final Path file;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING), Thread.ofPlatform().name("smtp-passwords").daemon().factory());
    private Accounts accounts;
    private FileTime read;

    /** @throws IllegalArgumentException naming file and line where something is wrong */
    PasswordDesk(Path file) {
        this.file = file;
        this.read = changed(file);
        this.accounts = Accounts.read(file);
    }

    @Override
    public void check(String user, String password, Consumer<Verdict> answer) {
        try {
            thread.execute(() -> answer.accept(verdict(user, password)));
        } catch (RejectedExecutionException tooMany) {
            answer.accept(Verdict.BUSY);
        }
    }

    private Verdict verdict(String user, String password) {
        refresh();
        return !password.isEmpty() && accounts.matches(user, password) ? Verdict.RIGHT : Verdict.WRONG;
    }

    /** Only the desk's own thread comes here. */
    private void refresh() {
        FileTime current = changed(file);
        if (current.equals(read)) return;
        read = current;
        try {
            accounts = Accounts.read(file);
        } catch (IllegalArgumentException bad) {
            SmtpLog.accountsKept(bad.getMessage());
        }
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
