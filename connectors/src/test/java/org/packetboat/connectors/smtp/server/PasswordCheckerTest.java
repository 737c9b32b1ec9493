package org.packetboat.connectors.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.protocols.smtp.server.port.Authenticator.Verdict;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

class PasswordCheckerTest {
    /** Checking a password takes its time on purpose, and longer where others compute. */
    private static final int PATIENCE = 10;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final AtomicLong nanos = new AtomicLong(5);
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("accounts"), text);
    }

    private PasswordChecker checker() throws IOException {
        String accounts = Accounts.line("anna", "x", RANDOM) + "\n" + Accounts.line("bert", "y", RANDOM) + "\n";
        return new PasswordChecker(file(accounts), "http", () -> Accounts.NONE, nanos::get, logger());
    }

    private Logger logger() {
        return (Logger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Logger.class},
                (_, _, arguments) -> lines.add(MessageFormatter.arrayFormat((String) arguments[0],
                        arguments[1] instanceof Object[] all
                                ? all
                                : Arrays.copyOfRange(arguments, 1, arguments.length))
                        .getMessage()) ? null : null);
    }

    private static CompletableFuture<Verdict> ask(PasswordChecker checker, String client, String user,
            String password) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        checker.check(client, user, password, verdict::complete);
        return verdict;
    }

    private static Verdict verdict(PasswordChecker checker, String password) throws Exception {
        return ask(checker, "192.0.2.7", "anna", password).get(PATIENCE, TimeUnit.MINUTES);
    }

    @Test
    void picksUpAChangedFileAndKeepsTheOldOneIfItIsBad() throws Exception {
        Path file = file(Accounts.line("anna", "old", RANDOM) + "\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        try (PasswordChecker checker = new PasswordChecker(file, "smtp")) {
            assertEquals(Verdict.RIGHT, verdict(checker, "old"));
            file(Accounts.line("anna", "new", RANDOM) + "\n");
            Files.setLastModifiedTime(file, FileTime.fromMillis(2_000));
            assertEquals(Verdict.WRONG, verdict(checker, "old"));
            file("nonsense\n");
            Files.setLastModifiedTime(file, FileTime.fromMillis(3_000));
            assertEquals(Verdict.RIGHT, verdict(checker, "new"));
        }
    }

    /** Whatever they typed, a line stays a line, and short; a thousand of them are one, too. */
    @Test
    void wrongPasswordsAreLoggedWithAddressAndLogin() throws Exception {
        try (PasswordChecker checker = checker()) {
            String user = "eve\" door=\r\n" + "x".repeat(5_000);
            assertEquals(Verdict.WRONG, ask(checker, "192.0.2.7", user, "secret").get(PATIENCE, TimeUnit.MINUTES));
            assertEquals(Verdict.WRONG, ask(checker, "192.0.2.8", "bert", "secret").get(PATIENCE, TimeUnit.MINUTES));
            assertEquals(List.of("event=login-refused door=http client=192.0.2.7 user=\"eve\\\" door=\\r\\n"
                    + "x".repeat(88) + "...\" times=1 in-all=1"), lines);
        }
    }

    @Test
    void isBusyRatherThanEndlesslyPatient() throws Exception {
        Path file = file(Accounts.line("anna", "x", RANDOM) + "\n");
        PasswordChecker checker = new PasswordChecker(file, "smtp");
        checker.close();
        assertEquals(Verdict.BUSY, verdict(checker, "x"));
    }

    @Test
    void guessersFromManyAddressesKeepNobodyFromLoggingIn() throws Exception {
        try (PasswordChecker checker = checker()) {
            for (int i = 0; i < 80; i++)
                ask(checker, "10.0.0." + i, "anna", "guess");
            assertEquals(Verdict.RIGHT, verdict(checker, "x"));
        }
    }

    @Test
    void aHundredRightPasswordsAtOnceAreAllRight() throws Exception {
        try (PasswordChecker checker = checker()) {
            List<CompletableFuture<Verdict>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++)
                all.add(ask(checker, "192.0.2.7", i % 2 == 0 ? "anna" : "bert", i % 2 == 0 ? "x" : "y"));
            for (CompletableFuture<Verdict> one : all)
                assertEquals(Verdict.RIGHT, one.get(PATIENCE, TimeUnit.MINUTES));
        }
    }

    @Test
    void everyAddressHasItsTurn() throws Exception {
        try (PasswordChecker checker = checker()) {
            List<String> order = new ArrayList<>();
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++)
                all.add(ask(checker, "10.0.0.1", "anna", "guess").thenRun(() -> order.add("guesser")));
            all.add(ask(checker, "192.0.2.7", "bert", "y").thenRun(() -> order.add("bert")));
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(PATIENCE, TimeUnit.MINUTES);
            assertEquals(true, order.indexOf("bert") <= 2, order.toString());
        }
    }

    @Test
    void whoGuessesTooOftenHasToWait() throws Exception {
        try (PasswordChecker checker = checker()) {
            for (int i = 0; i < Guesses.FREE; i++)
                assertEquals(Verdict.WRONG, verdict(checker, "guess" + i));
            assertEquals(Verdict.BUSY, verdict(checker, "x"));
            assertEquals(Verdict.RIGHT, ask(checker, "192.0.2.8", "anna", "x").get(PATIENCE, TimeUnit.MINUTES));
            nanos.addAndGet(Guesses.SHORTEST.toNanos());
            assertEquals(Verdict.WRONG, verdict(checker, "guess"));
            nanos.addAndGet(Guesses.SHORTEST.toNanos());
            assertEquals(Verdict.BUSY, verdict(checker, "guess"));
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            assertEquals(Verdict.RIGHT, verdict(checker, "x"));
            assertEquals(Verdict.WRONG, verdict(checker, "guess"));
        }
    }

    /** Somebody at the same address may be guessing: a password that was right here is still known. */
    @Test
    void whoIsKnownIsLetInAllTheSame() throws Exception {
        try (PasswordChecker checker = checker()) {
            assertEquals(Verdict.RIGHT, verdict(checker, "x"));
            for (int i = 0; i < Guesses.FREE; i++)
                assertEquals(Verdict.WRONG, verdict(checker, "guess"));
            assertEquals(Verdict.RIGHT, verdict(checker, "x"));
        }
    }

    @Test
    void elsewhereItIsNotKnown() throws Exception {
        try (PasswordChecker checker = checker()) {
            assertEquals(Verdict.RIGHT, verdict(checker, "x"));
            for (int i = 0; i < Guesses.FREE; i++)
                assertEquals(Verdict.WRONG, ask(checker, "10.0.0.1", "anna", "guess").get(PATIENCE, TimeUnit.MINUTES));
            assertEquals(Verdict.BUSY, ask(checker, "10.0.0.1", "anna", "x").get(PATIENCE, TimeUnit.MINUTES));
        }
    }

    @Test
    void whoHasAnAccountDoesNotClearWhatHeGuessedOfOthers() throws Exception {
        try (PasswordChecker checker = checker()) {
            for (int i = 0; i < Guesses.FREE - 1; i++)
                assertEquals(Verdict.WRONG, verdict(checker, "guess"));
            assertEquals(Verdict.RIGHT, ask(checker, "192.0.2.7", "bert", "y").get(PATIENCE, TimeUnit.MINUTES));
            assertEquals(Verdict.WRONG, verdict(checker, "guess"));
            assertEquals(Verdict.BUSY, verdict(checker, "guess"));
        }
    }

    /** One host has addresses without end there. */
    @Test
    void anIpv6NetworkIsOneGuesser() throws Exception {
        try (PasswordChecker checker = checker()) {
            for (int i = 0; i < Guesses.FREE; i++)
                assertEquals(Verdict.WRONG,
                        ask(checker, "2001:db8::" + i, "anna", "guess").get(PATIENCE, TimeUnit.MINUTES));
            assertEquals(Verdict.BUSY, ask(checker, "2001:db8::99", "anna", "x").get(PATIENCE, TimeUnit.MINUTES));
        }
    }
}
