package org.packetboat.protocols.smtp.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding. The password is not sent; who does not know it can't
 * answer with the right signature, and is not believed.
 *
 * <pre>
 * we      n,,n=NAME,r=NONCE
 * server  r=NONCE and its own,s=SALT,i=ITERATIONS
 * we      c=biws,r=both nonces,p=PROOF
 * server  v=SIGNATURE, or e=ERROR
 * </pre>
 */
final class Scram implements SaslExchange {
    private static final String HASH = "HmacSHA256";
    private static final String NO_BINDING = "n,,";
    /** Base64 of that. */
    private static final String BOUND = "c=biws";
    private static final int NONCE_BYTES = 18;
    private static final int BITS = 256;
    /** RFC 7677 section 4; fewer would help who guesses. */
    private static final int FEWEST_ITERATIONS = 4096;
    /** More would only keep us busy. */
    private static final int MOST_ITERATIONS = 100_000;
    private static final String NOT_PROVEN = "it did not prove that it knows our password: it may be somebody else";

    private final String password;
    private final String nonce;
    private final String opening;
    private byte[] expected = new byte[0];
    private boolean asked;
    private boolean told;
    private boolean proven;

    /** @param nonce printable, without commas */
    Scram(String name, String password, String nonce) {
        this.password = password;
        this.nonce = nonce;
        this.opening = "n=" + prepared(name).replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
    }

    /** A text that nobody can guess, and that makes an exchange unlike any other. */
    static String nonce(RandomGenerator random) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public Optional<byte[]> first() {
        return Optional.of(utf8(NO_BINDING + opening));
    }

    @Override
    public SaslStep next(byte[] challenge) {
        String said = new String(challenge, StandardCharsets.UTF_8);
        Map<String, String> values = values(said);
        if (told) return new SaslStep.Cancel("it goes on after the end of the SCRAM exchange");
        told = asked;
        if (asked) return verify(values);
        asked = true;
        try {
            return prove(said, values);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return new SaslStep.Cancel("its SCRAM challenge can't be read");
        }
    }

    private static Map<String, String> values(String message) {
        Map<String, String> values = new HashMap<>();
        for (String part : message.split(",")) {
            if (part.length() > 1 && part.charAt(1) == '=') values.put(part.substring(0, 1), part.substring(2));
        }
        return values;
    }

    private SaslStep prove(String said, Map<String, String> values) throws GeneralSecurityException {
        String both = values.getOrDefault("r", "");
        int iterations = Integer.parseInt(values.getOrDefault("i", "0"));
        byte[] salt = Base64.getDecoder().decode(values.getOrDefault("s", ""));
        boolean fresh = both.startsWith(nonce) && both.length() > nonce.length();
        if (!fresh || salt.length == 0 || iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) {
            return new SaslStep.Cancel("its SCRAM challenge is not an answer to ours");
        }
        String closing = BOUND + ",r=" + both;
        byte[] signed = utf8(opening + "," + said + "," + closing);
        byte[] salted = salted(prepared(password), salt, iterations);
        expected = hmac(hmac(salted, utf8("Server Key")), signed);
        byte[] client = hmac(salted, utf8("Client Key"));
        byte[] proof = xor(client, hmac(MessageDigest.getInstance("SHA-256").digest(client), signed));
        return new SaslStep.Respond(utf8(closing + ",p=" + Base64.getEncoder().encodeToString(proof)));
    }

    private SaslStep verify(Map<String, String> values) {
        if (values.containsKey("e")) return new SaslStep.Respond(new byte[0]); // the refusal follows
        try {
            byte[] signature = Base64.getDecoder().decode(values.getOrDefault("v", ""));
            proven = expected.length > 0 && MessageDigest.isEqual(expected, signature);
        } catch (IllegalArgumentException notBase64) {
            proven = false;
        }
        return proven ? new SaslStep.Respond(new byte[0]) : new SaslStep.Cancel(NOT_PROVEN);
    }

    @Override
    public Optional<String> doubt() {
        return proven ? Optional.empty() : Optional.of(NOT_PROVEN);
    }

    private static byte[] salted(String password, byte[] salt, int iterations) throws GeneralSecurityException {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, BITS);
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HASH);
        mac.init(new SecretKeySpec(key, HASH));
        return mac.doFinal(text);
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] result = one.clone();
        for (int i = 0; i < result.length; i++)
            result[i] ^= other[i];
        return result;
    }

    /** As far as SASLprep (RFC 4013) changes what people type: other spaces, compatible forms. */
    private static String prepared(String text) {
        return Normalizer.normalize(text.replaceAll("\\p{Zs}", " "), Normalizer.Form.NFKC);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
