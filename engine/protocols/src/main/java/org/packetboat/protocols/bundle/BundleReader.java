package org.packetboat.protocols.bundle;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.packetboat.engine.link.Body;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.CodecFailedException;
import org.packetboat.protocols.bundle.codec.Coder;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.codec.DamagedException;
import org.packetboat.protocols.bundle.codec.TooLargeException;
import org.packetboat.protocols.bundle.codec.UnknownException;
import org.packetboat.protocols.bundle.content.BodyInput;
import org.packetboat.protocols.bundle.content.BoundedInput;
import org.packetboat.protocols.bundle.content.BundleContent;
import org.packetboat.protocols.bundle.content.BundleLimits;
import org.packetboat.protocols.bundle.content.ContentInput;
import org.packetboat.protocols.bundle.content.ContentName;
import org.packetboat.protocols.bundle.content.ContentReader;
import org.packetboat.protocols.bundle.content.Entry;
import org.packetboat.protocols.bundle.content.MailBody;
import org.packetboat.protocols.bundle.history.MailDictionary;
import org.packetboat.protocols.bundle.history.References;

/**
 * Reads batches of a far side that may be mistaken or hostile, and sees that all of it is right, by digest and by
 * grammar, before any mail of it is taken in. A batch of up to {@value #IN_MEMORY} bytes of content is expanded once, a
 * larger one a second time as its mails are taken in; so memory is bounded by that, the codecs' windows and the
 * references.
 */
final class BundleReader {
    private static final int IN_MEMORY = 8 << 20;

    private final Coders coders;
    private final References references;
    private final BundleLimits limits;

    BundleReader(Coders coders, References references, BundleLimits limits) {
        this.coders = coders;
        this.references = references;
        this.limits = limits;
    }

    /** @param origin where it came from, for the log: {@code uucp:denver} */
    Reading read(Body batch, String origin) {
        try {
            BundleHeader header = header(batch);
            List<ContentName> missing = references.missing(header.references());
            return missing.isEmpty() ? read(batch, header, origin) : new Reading.UnknownReference(missing);
        } catch (UnknownException | CodecFailedException unknown) {
            return new Reading.NotUnderstood(unknown.getMessage());
        } catch (TooLargeException large) {
            return new Reading.TooLarge(large.getMessage());
        } catch (EOFException early) {
            return new Reading.Damaged("ends too early");
        } catch (IOException damaged) {
            return new Reading.Damaged(String.valueOf(damaged.getMessage()));
        }
    }

    private BundleHeader header(Body batch) throws IOException {
        BundleHeader header = BundleHeader.read(new DataInputStream(new BodyInput(batch)));
        coder(header);
        if (!MailDictionary.isKnown(header.dictionary())) {
            throw new UnknownException("dictionary " + header.dictionary());
        }
        if (header.length() > limits.content()) throw new TooLargeException("content of " + header.length());
        return header;
    }

    private Coder coder(BundleHeader header) throws UnknownException {
        return Codec.numbered(header.codec()).flatMap(coders::of)
                .orElseThrow(() -> new UnknownException("codec " + header.codec()));
    }

    private Reading read(Body batch, BundleHeader header, String origin) throws IOException {
        byte[] reference = references.bytes(header.dictionary(), header.references());
        BundleContent.Opening opening = () -> open(batch, header, reference);
        if (header.length() > IN_MEMORY) return mails(header, opening, new BundleContent(opening), origin);
        byte[] whole;
        try (InputStream in = opening.open()) {
            whole = in.readNBytes((int) header.length());
            if (in.read() >= 0) throw new DamagedException("content of another length");
        }
        return mails(header, () -> new ByteArrayInputStream(whole), new BundleContent(whole), origin);
    }

    private Reading mails(BundleHeader header, BundleContent.Opening opening, BundleContent content, String origin)
            throws IOException {
        ContentReader.Listing listing = checked(header, opening);
        List<UnpackedMail> mails = new ArrayList<>();
        listing.entries().forEach(entry -> mails.add(mail(listing.server(), entry, content, origin)));
        Codec codec = Codec.numbered(header.codec()).orElseThrow();
        return new Reading.Mails(listing.server(), codec, mails, content);
    }

    private ContentReader.Listing checked(BundleHeader header, BundleContent.Opening opening) throws IOException {
        MessageDigest digest = ContentName.sha256();
        ContentReader.Listing listing;
        try (ContentInput in = new ContentInput(new DigestInputStream(opening.open(), digest))) {
            listing = new ContentReader(in, limits).read();
            if (in.position() != header.length()) throw new DamagedException("content of another length");
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(header.digest())) {
            throw new DamagedException("another digest");
        }
        return listing;
    }

    private InputStream open(Body batch, BundleHeader header, byte[] reference) throws IOException {
        BodyInput in = new BodyInput(batch);
        BundleHeader.read(new DataInputStream(in));
        return new BoundedInput(coder(header).expand(in, (int) header.length(), reference), header.length());
    }

    private static UnpackedMail mail(String server, Entry entry, BundleContent content, String origin) {
        String name = entry.command().name().orElseGet(() -> name(server, entry));
        return new UnpackedMail(entry.command().id(), entry.command().submission(entry.recipients(), name, origin),
                entry.command().expires(), new MailBody(content, entry), entry.wellFormed());
    }

    /** For the mail of earlier versions: ids come again at a server that was set up anew, so its text is part of it. */
    private static String name(String server, Entry entry) {
        String words = String.join("\0", server, entry.command().id(), entry.digest());
        byte[] digest = ContentName.sha256().digest(words.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest) + "@" + server.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** The whole content of a batch known to be right; empty if what it was packed against has left our history. */
    Optional<byte[]> content(Body batch) {
        try {
            BundleHeader header = header(batch);
            if (!references.missing(header.references()).isEmpty()) return Optional.empty();
            byte[] reference = references.bytes(header.dictionary(), header.references());
            try (InputStream in = open(batch, header, reference)) {
                return Optional.of(in.readNBytes((int) header.length()));
            }
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }
}
