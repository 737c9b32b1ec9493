package org.packetboat.connectors.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KEM;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Seals a text: signed by one server (Ed25519), and encrypted to another (X25519 by RFC 9180's DHKEM, HKDF-SHA256,
 * AES-256-GCM). What it is about, and who sealed it for whom, is part of signature and key, so that it can be passed on
 * to nobody else and taken for nothing else. That it comes once, and in which order, is left to whoever opens it.
 *
 * <pre>
 * "PBS1" | encapsulated key (32) | AES-256-GCM of: signature (64), text | tag (16)
 * </pre>
 *
 * The key is used for one text, so the nonce is all zeros.
 */
public final class ServerSeal {
    private static final byte[] MAGIC = "PBS1".getBytes(StandardCharsets.US_ASCII);
    private static final int ENCAPSULATED = 32;
    private static final int SIGNATURE = 64;
    private static final int TAG = 16;
    private static final int KEY = 32;
    private static final int NONCE = 12;

    private ServerSeal() {}

    /** @param about what kind of text it is: whoever opens it must say the same */
    public static byte[] seal(ServerKeys from, PublicKeys to, String about, byte[] text) {
        try {
            KEM.Encapsulated secret = KEM.getInstance("DHKEM").newEncapsulator(to.sealing()).encapsulate();
            byte[] context = context(about, from.open(), to);
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(from.signing());
            sign(signer, context, secret.encapsulation(), text);
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, secret.key(), context);
            byte[] signature = signer.sign();
            byte[] closed = cipher
                    .doFinal(ByteBuffer.allocate(SIGNATURE + text.length).put(signature).put(text).array());
            return ByteBuffer.allocate(MAGIC.length + ENCAPSULATED + closed.length).put(MAGIC)
                    .put(secret.encapsulation()).put(closed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK of 25 has these
        }
    }

    /** The text; empty if it was not sealed by this one for us and about this, or is damaged. */
    public static Optional<byte[]> open(ServerKeys own, PublicKeys from, String about, byte[] sealed) {
        int head = MAGIC.length + ENCAPSULATED;
        if (sealed.length < head + SIGNATURE + TAG || !Arrays.equals(sealed, 0, MAGIC.length, MAGIC, 0, MAGIC.length))
            return Optional.empty();
        byte[] encapsulated = Arrays.copyOfRange(sealed, MAGIC.length, head);
        try {
            byte[] context = context(about, from, own.open());
            SecretKey secret = KEM.getInstance("DHKEM").newDecapsulator(own.sealing()).decapsulate(encapsulated);
            byte[] opened = cipher(Cipher.DECRYPT_MODE, secret, context).doFinal(sealed, head, sealed.length - head);
            byte[] text = Arrays.copyOfRange(opened, SIGNATURE, opened.length);
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(from.signing());
            sign(check, context, encapsulated, text);
            return check.verify(opened, 0, SIGNATURE) ? Optional.of(text) : Optional.empty();
        } catch (GeneralSecurityException notForUs) {
            return Optional.empty();
        }
    }

    private static void sign(Signature signature, byte[] context, byte[] encapsulated, byte[] text)
            throws GeneralSecurityException {
        signature.update(context);
        signature.update(encapsulated);
        signature.update(text);
    }

    /** Words without line breaks, so that no two contexts are one text. */
    private static byte[] context(String about, PublicKeys from, PublicKeys to) {
        return String.join("\n", "packetboat seal 1", about.replace('\n', ' '), from.word(), to.word(), "")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Cipher cipher(int mode, SecretKey secret, byte[] context) throws GeneralSecurityException {
        SecretKey key = KDF.getInstance("HKDF-SHA256").deriveKey("AES",
                HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(context, KEY));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, new byte[NONCE]));
        cipher.updateAAD(MAGIC);
        return cipher;
    }
}
