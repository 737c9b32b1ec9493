package org.packetboat.connectors.smtp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SALT = "TmFDbE5hQ2xOYUNsTmFDbA==";

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("accounts"), text);
    }

    @Test
    void knowsThePasswordsItWasGiven() throws IOException {
        Accounts accounts = Accounts.read(file("# who may send\n\n" + Accounts.line("anna", "grün$:", RANDOM) + "\n"
                + Accounts.line("bert@example.com", "other", RANDOM) + "\n"));
        assertTrue(accounts.matches("anna", "grün$:"));
        assertTrue(accounts.matches("bert@example.com", "other"));
        assertFalse(accounts.matches("anna", "other"));
        assertFalse(accounts.matches("Anna", "grün$:"));
        assertFalse(accounts.matches("stranger", "other"));
        assertFalse(accounts.matches("stranger", ""));
    }

    @Test
    void saltsEveryPasswordAnew() {
        assertFalse(Accounts.line("anna", "same", RANDOM).equals(Accounts.line("anna", "same", RANDOM)));
    }

    @Test
    void checksBothSchemes() {
        // From another implementation: Python's hashlib.pbkdf2_hmac("sha256", b"Password", salt, 1000, 32).
        assertTrue(PasswordHash.parse("pbkdf2-sha256$1000$" + SALT + "$s5k6cjPF+0TLd8NTzVRdyPOHr7WK1UMyc7Z0fw+Bb+4=")
                .matches("Password"));
        assertTrue(PasswordHash.parse("pbkdf2-sha512$1000$" + SALT + "$+TKmskUPefaCEslejT6nJBAYBVXX4Vw5uWCJPA2a36o=")
                .matches("Password"));
        assertFalse(PasswordHash.parse("pbkdf2-sha512$1001$" + SALT + "$+TKmskUPefaCEslejT6nJBAYBVXX4Vw5uWCJPA2a36o=")
                .matches("Password"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {
                    "anna | no account; expected user:scheme$iterations$salt$hash",
                    ":pbkdf2-sha512$1000$x$x | not a user name: \"\"; "
                            + "expected one without colon and control characters",
                    "anna:secret | not a password hash; expected scheme$iterations$salt$hash",
                    "anna:md5$1$x$x | password scheme \"md5\" is not known; expected pbkdf2-sha512 or pbkdf2-sha256",
                    "anna:pbkdf2-sha512$1$x$x | iterations of a password hash are \"1\"; expected 1000 to 10000000",
                    "anna:pbkdf2-sha512$1000$!$x | the salt of a password hash is not base64",
                    "anna:pbkdf2-sha512$1000$eA==$x | the salt of a password hash has 1 bytes; expected 16 to 128"})
    void namesFileAndLineOfABadAccount(String line, String expected) throws IOException {
        Path file = file("# comment\n" + line + "\n");
        assertEquals(file + ":2: " + expected,
                assertThrows(IllegalArgumentException.class, () -> Accounts.read(file)).getMessage());
    }

    @Test
    void refusesTheSameUserTwice() throws IOException {
        Path file = file(Accounts.line("anna", "a", RANDOM) + "\n" + Accounts.line("anna", "b", RANDOM) + "\n");
        assertEquals(file + ":2: user \"anna\" stands here twice",
                assertThrows(IllegalArgumentException.class, () -> Accounts.read(file)).getMessage());
    }

    @Test
    void namesAFileThatIsNotThere() {
        Path missing = folder.resolve("missing");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Accounts.read(missing)).getMessage()
                .startsWith("accounts file " + missing + " can't be read: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:b", "#a", "a\tb"})
    void makesNoLineForAnUnusableName(String name) {
        assertThrows(IllegalArgumentException.class, () -> Accounts.line(name, "x", RANDOM));
    }

    @Test
    void makesNoLineForAnEmptyPassword() {
        assertThrows(IllegalArgumentException.class, () -> Accounts.line("anna", "", RANDOM));
    }
}
