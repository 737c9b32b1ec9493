package org.packetboat.connectors.smtp.server;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.packetboat.connectors.log.RepeatedTrouble;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.smtp.server.port.Authenticator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Checks passwords on a thread of its own, one after the other and every address in its turn, so that guessing costs
 * the guessers time and nobody else. A password that was right is known again at once from the same address, for as
 * long as the accounts file stays as it is. Who has guessed too often ({@link Guesses}) is told BUSY, and so is whoever
 * comes when too many are waiting. A changed accounts file is picked up at the next check; a bad one is logged and the
 * old accounts stay in force. Wrong passwords are logged with address and login, the first of a minute and how many
 * there were.
 */
public final class PasswordChecker implements Authenticator, AutoCloseable {
    private static final int MOST_KNOWN = 10_000;
    /** More of a login is not logged. */
    private static final int MOST_LOGGED = 100;
    private static final Logger LOG = LoggerFactory.getLogger("org.packetboat.logins");

    private final Path file;
    private final String door;
    private final RepeatedTrouble refused;
    private final FairQueue waiting = new FairQueue();
    private final Guesses guesses;
    private final Mac digest = digest();
    /** Somebody who logged in. */
    private record Known(String client, String user) {}

    /** A keyed digest of the password last found right. */
    private final Map<Known, byte[]> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Known, byte[]> eldest) {
            return size() > MOST_KNOWN;
        }
    };
    private final Thread worker;
    private final Supplier<Accounts> more;
    private Accounts accounts;
    private Accounts others;
    private FileTime read;
    private volatile boolean closed;

    /**
     * For one file.
     *
     * @param door where people log in, as the log calls it: {@code smtp}, {@code http}, {@code jmx}
     * @throws IllegalArgumentException naming file and line where something is wrong
     */
    public PasswordChecker(Path file, String door) {
        this(file, door, () -> Accounts.NONE);
    }

    /**
     * The same, where there are accounts beside those of the file.
     *
     * @param more asked at each check; others than before count at once. Who is in the file counts as the file says
     */
    public PasswordChecker(Path file, String door, Supplier<Accounts> more) {
        this(file, door, more, System::nanoTime, LOG);
    }

    /** @param nanos elapsed time */
    PasswordChecker(Path file, String door, Supplier<Accounts> more, LongSupplier nanos, Logger log) {
        this.more = more;
        this.others = more.get();
        this.file = file;
        this.door = door;
        this.refused = new RepeatedTrouble(log, Level.WARN);
        this.guesses = new Guesses(nanos);
        this.read = changed(file);
        this.accounts = Accounts.read(file);
        this.worker = Thread.ofPlatform().name("smtp-passwords").daemon().start(this::work);
    }

    /** With a key that nobody knows and that ends with the process. */
    private static Mac digest() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has HmacSHA256", missing);
        }
    }

    @Override
    public void check(String address, String user, String password, Consumer<Verdict> answer) {
        String client = Connections.who(InetAddress.ofLiteral(address));
        Runnable check = () -> answer.accept(logged(address, user, verdict(client, user, password)));
        if (closed) answer.accept(Verdict.BUSY);
        else if (isKnown(client, user, password)) answer.accept(Verdict.RIGHT);
        else if (mustWait(client) || !waiting.add(client, check)) answer.accept(Verdict.BUSY);
    }

    /** Of the file, what was last read of it counts; of others, what is now. */
    @Override
    public synchronized boolean isKnown(String user) {
        return accounts.has(user) || more.get().has(user);
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted())
                work(waiting.take());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** A fault with one password must not keep everybody else from logging in. */
    private static void work(Runnable check) {
        try {
            check.run();
        } catch (RuntimeException bug) {
            SmtpLog.loginBroken(bug);
        }
    }

    private synchronized boolean mustWait(String client) {
        return guesses.mustWait(client);
    }

    private synchronized boolean isKnown(String client, String user, String password) {
        byte[] before = known.get(new Known(client, user));
        boolean same = before != null && isAsRead() && MessageDigest.isEqual(before, digest(password));
        if (same) guesses.right(client, user);
        return same;
    }

    private byte[] digest(String password) {
        return digest.doFinal(password.getBytes(StandardCharsets.UTF_8));
    }

    /** Only the worker comes here; it is not held up by others while it computes. */
    private Verdict verdict(String client, String user, String password) {
        // What its address tried before may have come to light since it was put in line.
        if (mustWait(client)) return Verdict.BUSY;
        refresh();
        boolean right = isKnown(client, user, password) || !password.isEmpty() && holder(user).matches(user, password);
        note(client, user, password, right);
        return right ? Verdict.RIGHT : Verdict.WRONG;
    }

    private Verdict logged(String address, String user, Verdict verdict) {
        if (verdict == Verdict.RIGHT) refused.good();
        if (verdict == Verdict.WRONG) {
            String shown = user.length() <= MOST_LOGGED ? user : user.substring(0, MOST_LOGGED) + "...";
            refused.note("event=login-refused door=" + door + " client=" + address + " user=" + Quoted.value(shown));
        }
        return verdict;
    }

    private synchronized void note(String client, String user, String password, boolean right) {
        if (right) {
            guesses.right(client, user);
            known.put(new Known(client, user), digest(password));
        } else guesses.wrong(client, user);
    }

    private synchronized Accounts holder(String user) {
        return accounts.has(user) ? accounts : others;
    }

    private boolean isAsRead() {
        return changed(file).equals(read) && more.get() == others;
    }

    private synchronized void refresh() {
        if (isAsRead()) return;
        known.clear();
        others = more.get();
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
        closed = true;
        worker.interrupt();
    }
}
