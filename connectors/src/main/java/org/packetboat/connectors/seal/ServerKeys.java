package org.packetboat.connectors.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A server's own keys, made once and kept in a file that only its user may read (mode 0600):
 *
 * <pre>
 * packetboat private keys 1
 * BASE64 of the signing key (PKCS 8)
 * BASE64 of the sealing key (PKCS 8)
 * pk1-… the public ones
 * </pre>
 */
public record ServerKeys(PrivateKey signing, PrivateKey sealing, PublicKeys open) {
    private static final String HEAD = "packetboat private keys 1";
    private static final int LINES = 4;

    /** Fresh ones. */
    public static ServerKeys make() {
        try {
            KeyPair signing = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            KeyPair sealing = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            return new ServerKeys(signing.getPrivate(), sealing.getPrivate(),
                    new PublicKeys(signing.getPublic(), sealing.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has these
        }
    }

    /**
     * Those in a file; fresh ones if there is none. Whoever is killed meanwhile leaves either none or all.
     *
     * @throws IOException if it can't be read or written, or others may read it
     */
    public static ServerKeys in(Path file) throws IOException {
        if (Files.exists(file)) return read(file);
        ServerKeys fresh = make();
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        try (FileChannel out = FileChannel.open(next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer text = StandardCharsets.US_ASCII.encode(fresh.text());
            while (text.hasRemaining())
                out.write(text);
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        return fresh;
    }

    private String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        return String.join("\n", HEAD, base64.encodeToString(signing.getEncoded()),
                base64.encodeToString(sealing.getEncoded()), open.word(), "");
    }

    private static ServerKeys read(Path file) throws IOException {
        String modes = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        if (!modes.endsWith("------"))
            throw new IOException(file + " may be read by others (" + modes + "); expected mode 0600");
        List<String> lines = Files.readAllLines(file);
        return parse(lines).orElseThrow(() -> new IOException(file + " holds no keys of a server. Put it back from a "
                + "copy, or remove it: the next start makes others, and whoever knows the old ones has to be told"));
    }

    private static Optional<ServerKeys> parse(List<String> lines) {
        if (lines.size() < LINES || !lines.getFirst().equals(HEAD)) return Optional.empty();
        try {
            return Optional.of(new ServerKeys(key("Ed25519", lines.get(1)), key("X25519", lines.get(2)),
                    PublicKeys.parse(lines.get(LINES - 1))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static PrivateKey key(String kind, String base64) throws GeneralSecurityException {
        return KeyFactory.getInstance(kind)
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    /** Secrets are told nowhere. */
    @Override
    public String toString() {
        return "keys of " + open.word();
    }
}
