package org.packetboat.protocols.bundle;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.DamagedException;
import org.packetboat.protocols.bundle.codec.UnknownException;
import org.packetboat.protocols.bundle.content.ContentName;
import org.packetboat.protocols.bundle.history.MailDictionary;

/**
 * What stands before the packed content of a batch, in the clear.
 *
 * <pre>
 * "PBB" | version 1 | codec 1 | dictionary 1 | references 1 × name 8 | content length 1–5 | SHA-256 of content 32
 * | packed content to the end
 * </pre>
 *
 * The content length comes in groups of seven bits, lowest first, the high bit telling that another follows. It is
 * packed against the built-in dictionary of that version (0: none) followed by the contents that the references name,
 * in their order.
 *
 * @param codec      a {@link Codec} number
 * @param dictionary a version of {@link MailDictionary}; 0 for none
 * @param references contents of acknowledged batches
 * @param length     bytes of content
 * @param digest     SHA-256 of the content, in hexadecimal
 */
public record BundleHeader(int codec, int dictionary, List<ContentName> references, long length, String digest) {
    static final int VERSION = 1;
    private static final byte[] MAGIC = {'P', 'B', 'B'};
    private static final int DIGEST = 32;
    private static final int LONGEST_LENGTH = 35;

    public BundleHeader {
        references = List.copyOf(references);
    }

    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.write(VERSION);
        out.write(codec);
        out.write(dictionary);
        out.write(references.size());
        references.forEach(name -> out.writeBytes(name.bytes()));
        long rest = length;
        for (; rest > 0x7f; rest >>>= 7)
            out.write((int) (rest & 0x7f | 0x80));
        out.write((int) rest);
        out.writeBytes(HexFormat.of().parseHex(digest));
        return out.toByteArray();
    }

    /**
     * Reads one, and leaves the stream at the packed content.
     *
     * @throws java.io.EOFException if it ends too early
     * @throws DamagedException     if it is none
     * @throws UnknownException     if it is of another version
     */
    static BundleHeader read(DataInputStream in) throws IOException {
        for (byte expected : MAGIC) {
            if (in.readByte() != expected) throw new DamagedException("not a batch");
        }
        int version = in.readUnsignedByte();
        if (version != VERSION) throw new UnknownException("batch of version " + version + "; expected " + VERSION);
        int codec = in.readUnsignedByte();
        int dictionary = in.readUnsignedByte();
        return new BundleHeader(codec, dictionary, references(in), length(in),
                HexFormat.of().formatHex(bytes(in, DIGEST)));
    }

    private static List<ContentName> references(DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        List<ContentName> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++)
            names.add(new ContentName(HexFormat.of().formatHex(bytes(in, ContentName.BYTES))));
        return names;
    }

    private static long length(DataInputStream in) throws IOException {
        long length = 0;
        for (int shift = 0; shift < LONGEST_LENGTH; shift += 7) {
            int next = in.readUnsignedByte();
            length |= (long) (next & 0x7f) << shift;
            if (next < 0x80) return length;
        }
        throw new DamagedException("content length of more than five bytes");
    }

    private static byte[] bytes(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }
}
