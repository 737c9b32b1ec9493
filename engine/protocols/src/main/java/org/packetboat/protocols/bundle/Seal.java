package org.packetboat.protocols.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts batches with a secret that both servers have: encrypted content-encoding of RFC 8188 ({@code aes128gcm}),
 * one key for each batch by HKDF (RFC 5869) out of the secret and a random salt. Adds 42 bytes to a batch of up to 64
 * KiB, 17 for each 64 KiB more. Whoever has no key can neither read a batch nor make one, nor a receipt for one; he can
 * see when and how much is sent.
 *
 * <pre>
 * +---------+----------------+-------------+--------+---------------------------+
 * | salt 16 | record size 32 | 4 (name) 8  | name 4 | records: AES-GCM, tag 16  |
 * +---------+----------------+-------------+--------+---------------------------+
 * </pre>
 *
 * Inside each record the content, then 1 where another record follows, 2 at the end.
 */
public final class Seal {
    /** Characters of a secret at least. */
    public static final int SHORTEST = 16;

    private static final int SALT = 16;
    private static final int NAME = 4;
    private static final int TAG = 16;
    private static final int RECORD = (64 << 10) + TAG + 1;
    private static final int HEADER = SALT + 4 + 1 + NAME;
    private static final int RECEIPT_BYTES = 12;

    private final byte[] secret;
    private final SecureRandom random;
    private final byte[] name;
    private final SecretKeySpec receipts;

    /**
     * @param secret at least {@value #SHORTEST} characters; use {@code openssl rand -base64 32}
     * @throws IllegalArgumentException if it is shorter
     */
    public Seal(String secret, SecureRandom random) {
        this(longEnough(secret).getBytes(StandardCharsets.UTF_8), random);
    }

    Seal(byte[] secret, SecureRandom random) {
        this.secret = secret;
        this.random = random;
        this.name = derive(new byte[SALT], "packetboat key name", NAME);
        this.receipts = new SecretKeySpec(derive(new byte[SALT], "packetboat receipts", 32), "HmacSHA256");
    }

    private static String longEnough(String secret) {
        if (secret.length() >= SHORTEST) return secret;
        throw new IllegalArgumentException("a key of " + secret.length() + " characters; expected at least " + SHORTEST
                + ", as openssl rand -base64 32 makes them");
    }

    /** What the key is called, on the line too: 8 hexadecimal digits, from which it can't be told. */
    public String keyName() {
        return HexFormat.of().formatHex(name);
    }

    public byte[] seal(byte[] content) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 2 * HEADER);
        out.writeBytes(salt);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(RECORD).array());
        out.write(NAME);
        out.writeBytes(name);
        int room = RECORD - TAG - 1;
        for (int at = 0, number = 0; at < content.length || number == 0; at += room, number++) {
            int until = Math.min(content.length, at + room);
            byte[] record = Arrays.copyOf(Arrays.copyOfRange(content, at, until), until - at + 1);
            record[until - at] = (byte) (until < content.length ? 1 : 2);
            out.writeBytes(crypt(Cipher.ENCRYPT_MODE, salt, number, record));
        }
        return out.toByteArray();
    }

    /** What came of opening. */
    public sealed interface Opened {
        record Content(byte[] bytes) implements Opened {}

        /** Another key, or none. */
        record OtherKey() implements Opened {}

        record Damaged(String why) implements Opened {}
    }

    public Opened open(byte[] sealed) {
        if (sealed.length < HEADER || sealed[SALT + 4] != NAME
                || !Arrays.equals(sealed, HEADER - NAME, HEADER, name, 0, NAME)) {
            return new Opened.OtherKey();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(sealed))) {
            byte[] salt = in.readNBytes(SALT);
            int size = in.readInt();
            if (size != RECORD) return new Opened.Damaged("records of " + size);
            in.skipNBytes(1 + NAME);
            return records(in, salt, size);
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory end early", impossible);
        } catch (IllegalStateException another) {
            return new Opened.Damaged("made with another key, or altered");
        }
    }

    Opened records(DataInputStream in, byte[] salt, int size) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int number = 0;; number++) {
            byte[] record = in.readNBytes(size);
            boolean last = in.available() == 0;
            byte[] plain = crypt(Cipher.DECRYPT_MODE, salt, number, record);
            int end = plain.length - 1;
            while (end > 0 && plain[end] == 0)
                end--; // padding, which we don't write
            if (plain[end] != (last ? 2 : 1)) return new Opened.Damaged("cut off, or goes on");
            out.write(plain, 0, end);
            if (last) return new Opened.Content(out.toByteArray());
        }
    }

    /** The proof that a batch of this id was taken in: 16 letters, digits, - and _. */
    public String receipt(String id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(receipts);
            byte[] proof = mac.doFinal(id.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(proof, RECEIPT_BYTES));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has HmacSHA256", missing);
        }
    }

    private byte[] crypt(int mode, byte[] salt, int number, byte[] record) {
        byte[] key = derive(salt, "Content-Encoding: aes128gcm\0", 16);
        byte[] nonce = derive(salt, "Content-Encoding: nonce\0", 12);
        ByteBuffer last = ByteBuffer.wrap(nonce, 8, 4);
        last.putInt(8, last.getInt(8) ^ number);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * 8, nonce));
            return cipher.doFinal(record);
        } catch (GeneralSecurityException refused) {
            throw new IllegalStateException("cannot be encrypted or decrypted", refused);
        }
    }

    private byte[] derive(byte[] salt, String purpose, int length) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(secret)
                    .thenExpand(purpose.getBytes(StandardCharsets.US_ASCII), length));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java from 25 on has HKDF", missing);
        }
    }
}
