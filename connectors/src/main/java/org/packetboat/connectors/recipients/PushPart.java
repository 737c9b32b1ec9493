package org.packetboat.connectors.recipients;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A part of a list that one server sends to another. A list is sent in parts of at most 700 KB, each in a mail of its
 * own, so that neither side ever holds more of it:
 *
 * <pre>
 * "PBPART1\n" head { length(4) entries }*      entries as in {@link KeptList}
 * head = list(utf) site(utf) answer-to(utf) number(8) whole(1) part(4) parts(4)
 *        domains(4) { name(utf) }* salt(utf) rows(8) digest(utf)
 * </pre>
 *
 * Of all parts together, the entries are in the order of their keys: of a whole list those that are on it, of a delta
 * those that may be other than they were: with the number 1 those that are not on it, with 0 those that are.
 *
 * @param bytes  the whole of it
 * @param begins where its entries begin
 */
public record PushPart(Head head, byte[] bytes, int begins) {
    private static final byte[] MAGIC = "PBPART1\n".getBytes(StandardCharsets.US_ASCII);
    /** How many bytes of entries there are in a part, or a block more. */
    static final int FULL = 700_000;
    /** Twenty times ten million recipients. */
    private static final int MOST_PARTS = 20_000;
    private static final int LONGEST_NAME = 64;
    /** In 30 million years. */
    private static final long LARGEST = 1_000_000_000_000_000L;

    /**
     * What each part says of the list.
     *
     * @param list     its name at both ends
     * @param site     what the sender calls the receiver
     * @param answerTo the mailbox of the sender for what became of it
     * @param number   higher than that of every one before: seconds since 1970, or one more
     * @param whole    whether entries are all that there are; else what may have changed
     * @param part     which of the parts it is, from 0
     * @param parts    how many there are
     * @param domains  whose recipients the list has, sorted
     * @param salt     what keys are hashed with, hexadecimal; empty text: they are not
     * @param rows     how many recipients the list has in the end
     * @param digest   of the list in the end, see {@link SortedKeys}
     */
    public record Head(String list, String site, String answerTo, long number, boolean whole, int part, int parts,
            List<String> domains, String salt, long rows, String digest) {
        public Head {
            domains = List.copyOf(domains);
        }

        private static Head read(DataInputStream in) throws IOException {
            String list = in.readUTF();
            String site = in.readUTF();
            String answerTo = in.readUTF();
            long number = in.readLong();
            boolean whole = in.readBoolean();
            int part = in.readInt();
            int parts = in.readInt();
            List<String> domains = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--)
                domains.add(in.readUTF());
            return new Head(list, site, answerTo, number, whole, part, parts, domains, in.readUTF(), in.readLong(),
                    in.readUTF());
        }

        private void write(DataOutputStream out) throws IOException {
            out.writeUTF(list);
            out.writeUTF(site);
            out.writeUTF(answerTo);
            out.writeLong(number);
            out.writeBoolean(whole);
            out.writeInt(part);
            out.writeInt(parts);
            out.writeInt(domains.size());
            for (String domain : domains)
                out.writeUTF(domain);
            out.writeUTF(salt);
            out.writeLong(rows);
            out.writeUTF(digest);
        }

        Head at(int index) {
            return new Head(list, site, answerTo, number, whole, index, parts, domains, salt, rows, digest);
        }

        private boolean isPossible() {
            boolean isPart = parts > 0 && parts <= MOST_PARTS && part >= 0 && part < parts;
            return isPart && !list.isEmpty() && list.length() <= LONGEST_NAME && number > 0 && number <= LARGEST
                    && !domains.isEmpty() && salt.matches("(?:[0-9a-f]{2})*");
        }
    }

    /** Writes one. */
    interface Blocks {
        /** @param out takes the length of each block, and the block */
        void write(DataOutputStream out) throws IOException;
    }

    static PushPart of(Head head, Blocks blocks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * FULL);
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(MAGIC);
        head.write(out);
        int begins = out.size();
        blocks.write(out);
        return new PushPart(head, bytes.toByteArray(), begins);
    }

    /**
     * Reads one.
     *
     * @throws IOException if it is none
     */
    public static PushPart read(byte[] bytes) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) throw new KeptList.DamagedException("it is no list");
        Head head;
        try {
            head = Head.read(new DataInputStream(in));
        } catch (EOFException | UTFDataFormatException e) {
            throw new KeptList.DamagedException("its head is cut off or damaged");
        }
        if (!head.isPossible()) throw new KeptList.DamagedException("its head says " + head);
        return new PushPart(head, bytes, bytes.length - in.available());
    }

    /** Its entries, block by block. */
    ByteBuffer blocks() {
        return ByteBuffer.wrap(bytes).position(begins);
    }

    /** The next block. @throws IOException if it is cut off */
    static byte[] next(ByteBuffer blocks) throws IOException {
        int length = blocks.remaining() < Integer.BYTES ? -1 : blocks.getInt();
        if (length < 0 || length > blocks.remaining()) throw new KeptList.DamagedException("a part of it is cut off");
        byte[] block = new byte[length];
        blocks.get(block);
        return block;
    }
}
