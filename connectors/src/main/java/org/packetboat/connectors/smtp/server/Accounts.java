package org.packetboat.connectors.smtp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may log in, as read from a file of lines
 *
 * <pre>
 * # comment
 * anna:pbkdf2-sha512$210000$SALT$HASH
 * </pre>
 *
 * as {@link #line} makes them. Names are compared to the letter.
 */
public final class Accounts {
    /** What the password of somebody unknown is compared with, to take as long as any other. */
    private static final PasswordHash STRANGER = PasswordHash.of("", new SecureRandom());

    /** Nobody may log in. */
    public static final Accounts NONE = new Accounts(Map.of());

    private final Map<String, PasswordHash> hashes;

    private Accounts(Map<String, PasswordHash> hashes) {
        this.hashes = Map.copyOf(hashes);
    }

    /**
     * Makes the line of an account.
     *
     * @throws IllegalArgumentException if the name is empty or has a colon or control character, or the password is
     *                                  empty
     */
    public static String line(String user, String password, SecureRandom random) {
        mustBeName(user);
        if (password.isEmpty()) throw new IllegalArgumentException("the password is empty");
        return user + ":" + PasswordHash.of(password, random);
    }

    /** @throws IllegalArgumentException if nobody can log in by this name */
    public static void mustBeName(String user) {
        boolean usable = !user.isBlank() && !user.startsWith("#") && user.indexOf(':') < 0
                && user.chars().noneMatch(Character::isISOControl);
        if (!usable) {
            throw new IllegalArgumentException("not a user name: \"" + user
                    + "\"; expected one without colon and control characters");
        }
    }

    /** Those of somewhere else than a file. @param hashes by name, as {@link PasswordHash#toString} writes them */
    public static Accounts of(Map<String, String> hashes) {
        Map<String, PasswordHash> all = new HashMap<>();
        hashes.forEach((user, hash) -> all.put(user, PasswordHash.parse(hash)));
        return new Accounts(all);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException naming file and line where something is wrong
     */
    public static Accounts read(Path file) {
        try {
            return read(file.toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("accounts file " + file + " can't be read: " + e, e);
        }
    }

    private static Accounts read(String file, List<String> lines) {
        Map<String, PasswordHash> hashes = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            try {
                add(line, hashes);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return new Accounts(hashes);
    }

    private static void add(String line, Map<String, PasswordHash> hashes) {
        int colon = line.indexOf(':');
        if (colon < 0) throw new IllegalArgumentException("no account; expected user:scheme$iterations$salt$hash");
        String user = line.substring(0, colon);
        mustBeName(user);
        if (hashes.put(user, PasswordHash.parse(line.substring(colon + 1))) != null) {
            throw new IllegalArgumentException("user \"" + user + "\" stands here twice");
        }
    }

    /** Whether there is an account of this name. */
    public boolean has(String user) {
        return hashes.containsKey(user);
    }

    /** Whether this is the user's password. Takes as long for a user that doesn't exist. Slow. */
    public boolean matches(String user, String password) {
        PasswordHash hash = hashes.getOrDefault(user, STRANGER);
        return hash.matches(password) && hash != STRANGER;
    }
}
