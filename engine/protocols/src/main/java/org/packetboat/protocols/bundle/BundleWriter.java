package org.packetboat.protocols.bundle;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.packetboat.protocols.bundle.codec.Codec;
import org.packetboat.protocols.bundle.codec.CodecFailedException;
import org.packetboat.protocols.bundle.codec.Coder;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.codec.Effort;
import org.packetboat.protocols.bundle.codec.TooLargeException;
import org.packetboat.protocols.bundle.content.ContentName;
import org.packetboat.protocols.bundle.history.History;
import org.packetboat.protocols.bundle.history.Likeness;
import org.packetboat.protocols.bundle.history.References;
import org.packetboat.protocols.bundle.mixing.MixingCoder;

/**
 * Packs a content in the way that makes it smallest, of those that both sides know and that the effort allows. Holds
 * the content and two packed forms of it in memory. A codec that fails is done without; as it is content always goes.
 */
final class BundleWriter {
    private static final long REFERENCE = 8L << 20;

    private final Ability shared;
    private final Coders coders;
    private final References references;
    private final Likeness likeness;

    /** What was chosen for a batch. */
    record Packed(Codec codec, BundleBytes batch) {}

    BundleWriter(Ability shared, Coders coders, History history) {
        this.shared = shared;
        this.coders = coders;
        this.references = new References(history);
        this.likeness = new Likeness(history, REFERENCE);
    }

    /** One way to pack: against this version of the dictionary and these contents. */
    private record Way(Codec codec, int dictionary, List<ContentName> names) {}

    Packed pack(byte[] content, Effort effort, boolean useHistory) {
        Packed best = pack(content, effort, new Way(Codec.STORED, 0, List.of())).orElseThrow();
        for (Way way : ways(content, effort, useHistory && shared.history() > 0)) {
            Optional<Packed> next = pack(content, effort, way);
            if (next.isPresent() && next.get().batch().size() < best.batch().size()) best = next.get();
        }
        return best;
    }

    private SequencedSet<Way> ways(byte[] content, Effort effort, boolean history) {
        SequencedSet<Way> ways = new LinkedHashSet<>();
        boolean all = effort == Effort.STRONGEST;
        List<ContentName> alike = history && effort != Effort.LIGHT ? likeness.like(content) : List.of();
        List<ContentName> most = history && all ? likeness.withRecent(alike) : alike;
        for (Codec codec : codecs(effort, content.length)) {
            ways.add(new Way(codec, shared.dictionary(), most));
            if (!all || codec == Codec.MIXED) continue; // it is slow, and more to read hardly ever does it harm
            ways.add(new Way(codec, shared.dictionary(), alike));
            ways.add(new Way(codec, 0, List.of()));
            ways.add(new Way(codec, shared.dictionary(), List.of()));
        }
        return ways;
    }

    private List<Codec> codecs(Effort effort, int length) {
        List<Codec> known = new ArrayList<>(List.of(Codec.ZSTD, Codec.BROTLI));
        known.retainAll(shared.codecs());
        known.removeIf(codec -> coders.of(codec).isEmpty());
        boolean mixed = length <= MixingCoder.MOST && shared.codecs().contains(Codec.MIXED);
        if (mixed) known.add(Codec.MIXED);
        return effort == Effort.STRONGEST
                ? known
                : known.stream().filter(codec -> codec != Codec.MIXED).limit(1).toList();
    }

    /** Empty if that codec is no longer to be had here. */
    private Optional<Packed> pack(byte[] content, Effort effort, Way way) {
        Optional<Coder> coder = coders.of(way.codec());
        if (coder.isEmpty()) return Optional.empty();
        String digest = HexFormat.of().formatHex(ContentName.sha256().digest(content));
        BundleHeader header = new BundleHeader(way.codec().number(), way.dictionary(), way.names(), content.length,
                digest);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header.toBytes());
        try {
            byte[] reference = references.bytes(way.dictionary(), way.names());
            bytes.writeBytes(coder.get().compress(content, reference, effort));
        } catch (CodecFailedException failed) {
            return Optional.empty();
        } catch (TooLargeException impossible) {
            throw new IllegalStateException("chosen within the budget", impossible);
        }
        return Optional.of(new Packed(way.codec(), BundleBytes.of(bytes.toByteArray())));
    }
}
