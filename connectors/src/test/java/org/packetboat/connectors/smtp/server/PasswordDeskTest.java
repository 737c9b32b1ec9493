package org.packetboat.connectors.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.protocols.smtp.server.port.Authenticator.Verdict;

class PasswordDeskTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AtomicLong nanos = new AtomicLong(5);

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("accounts"), text);
    }

    private PasswordDesk desk() throws IOException {
        String accounts = Accounts.line("anna", "x", RANDOM) + "\n" + Accounts.line("bert", "y", RANDOM) + "\n";
        return new PasswordDesk(file(accounts), nanos::get);
    }

    private static CompletableFuture<Verdict> ask(PasswordDesk desk, String client, String user, String password) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        desk.check(client, user, password, verdict::complete);
        return verdict;
    }

    private static Verdict verdict(PasswordDesk desk, String password) throws Exception {
        return ask(desk, "192.0.2.7", "anna", password).get(60, TimeUnit.SECONDS);
    }

    @Test
    void picksUpAChangedFileAndKeepsTheOldOneIfItIsBad() throws Exception {
        Path file = file(Accounts.line("anna", "old", RANDOM) + "\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        try (PasswordDesk desk = new PasswordDesk(file)) {
            assertEquals(Verdict.RIGHT, verdict(desk, "old"));
            file(Accounts.line("anna", "new", RANDOM) + "\n");
            Files.setLastModifiedTime(file, FileTime.fromMillis(2_000));
            assertEquals(Verdict.WRONG, verdict(desk, "old"));
            file("nonsense\n");
            Files.setLastModifiedTime(file, FileTime.fromMillis(3_000));
            assertEquals(Verdict.RIGHT, verdict(desk, "new"));
        }
    }

    @Test
    void isBusyRatherThanEndlesslyPatient() throws Exception {
        Path file = file(Accounts.line("anna", "x", RANDOM) + "\n");
        PasswordDesk desk = new PasswordDesk(file);
        desk.close();
        assertEquals(Verdict.BUSY, verdict(desk, "x"));
    }

    @Test
    void guessersFromManyAddressesKeepNobodyFromLoggingIn() throws Exception {
        try (PasswordDesk desk = desk()) {
            for (int i = 0; i < 80; i++)
                ask(desk, "10.0.0." + i, "anna", "guess");
            assertEquals(Verdict.RIGHT, verdict(desk, "x"));
        }
    }

    @Test
    void aHundredRightPasswordsAtOnceAreAllRight() throws Exception {
        try (PasswordDesk desk = desk()) {
            List<CompletableFuture<Verdict>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++)
                all.add(ask(desk, "192.0.2.7", i % 2 == 0 ? "anna" : "bert", i % 2 == 0 ? "x" : "y"));
            for (CompletableFuture<Verdict> one : all)
                assertEquals(Verdict.RIGHT, one.get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void everyAddressHasItsTurn() throws Exception {
        try (PasswordDesk desk = desk()) {
            List<String> order = new ArrayList<>();
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++)
                all.add(ask(desk, "10.0.0.1", "anna", "guess").thenRun(() -> order.add("guesser")));
            all.add(ask(desk, "192.0.2.7", "bert", "y").thenRun(() -> order.add("bert")));
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            assertEquals(true, order.indexOf("bert") <= 2, order.toString());
        }
    }

    @Test
    void whoGuessesTooOftenHasToWait() throws Exception {
        try (PasswordDesk desk = desk()) {
            for (int i = 0; i < Guesses.FREE; i++)
                assertEquals(Verdict.WRONG, verdict(desk, "guess" + i));
            assertEquals(Verdict.BUSY, verdict(desk, "x"));
            assertEquals(Verdict.RIGHT, ask(desk, "192.0.2.8", "anna", "x").get(60, TimeUnit.SECONDS));
            nanos.addAndGet(Guesses.SHORTEST.toNanos());
            assertEquals(Verdict.WRONG, verdict(desk, "guess"));
            nanos.addAndGet(Guesses.SHORTEST.toNanos());
            assertEquals(Verdict.BUSY, verdict(desk, "guess"));
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            assertEquals(Verdict.RIGHT, verdict(desk, "x"));
            assertEquals(Verdict.WRONG, verdict(desk, "guess"));
        }
    }

    /** Somebody at the same address may be guessing: a password that was right here is still known. */
    @Test
    void whoIsKnownIsLetInAllTheSame() throws Exception {
        try (PasswordDesk desk = desk()) {
            assertEquals(Verdict.RIGHT, verdict(desk, "x"));
            for (int i = 0; i < Guesses.FREE; i++)
                assertEquals(Verdict.WRONG, verdict(desk, "guess"));
            assertEquals(Verdict.RIGHT, verdict(desk, "x"));
        }
    }

    @Test
    void elsewhereItIsNotKnown() throws Exception {
        try (PasswordDesk desk = desk()) {
            assertEquals(Verdict.RIGHT, verdict(desk, "x"));
            for (int i = 0; i < Guesses.FREE; i++)
                assertEquals(Verdict.WRONG, ask(desk, "10.0.0.1", "anna", "guess").get(60, TimeUnit.SECONDS));
            assertEquals(Verdict.BUSY, ask(desk, "10.0.0.1", "anna", "x").get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void whoHasAnAccountDoesNotClearWhatHeGuessedOfOthers() throws Exception {
        try (PasswordDesk desk = desk()) {
            for (int i = 0; i < Guesses.FREE - 1; i++)
                assertEquals(Verdict.WRONG, verdict(desk, "guess"));
            assertEquals(Verdict.RIGHT, ask(desk, "192.0.2.7", "bert", "y").get(60, TimeUnit.SECONDS));
            assertEquals(Verdict.WRONG, verdict(desk, "guess"));
            assertEquals(Verdict.BUSY, verdict(desk, "guess"));
        }
    }

    /** One host has addresses without end there. */
    @Test
    void anIpv6NetworkIsOneGuesser() throws Exception {
        try (PasswordDesk desk = desk()) {
            for (int i = 0; i < Guesses.FREE; i++)
                assertEquals(Verdict.WRONG, ask(desk, "2001:db8::" + i, "anna", "guess").get(60, TimeUnit.SECONDS));
            assertEquals(Verdict.BUSY, ask(desk, "2001:db8::99", "anna", "x").get(60, TimeUnit.SECONDS));
        }
    }
}
