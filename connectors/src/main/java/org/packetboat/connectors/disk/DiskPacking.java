package org.packetboat.connectors.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.connectors.files.WholeFile;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.bundle.Ability;
import org.packetboat.protocols.bundle.BundleBytes;
import org.packetboat.protocols.bundle.Correspondence;
import org.packetboat.protocols.bundle.Reading;
import org.packetboat.protocols.bundle.Seal;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.content.BundleLimits;
import org.packetboat.protocols.bundle.history.History;
import org.packetboat.protocols.bundle.packing.Room;
import org.packetboat.protocols.disk.DiskAnswer;
import org.packetboat.protocols.disk.DiskFile;

/**
 * Packs files for one far side, and reads those of it. Each file can be read by itself. What the far side reads it says
 * in its files and answers; until it has said so, it is taken to read what we do.
 */
final class DiskPacking {
    /** A disk takes megabytes in a second: mail is packed with little effort. */
    private static final long RATE = 20_000_000;
    private static final Pattern KEY = Pattern.compile(".*:k([0-9a-f]{8})(?::.*)?");

    /**
     * Who exchanges files.
     *
     * @param server our name, as it stands in {@code EHLO}
     * @param us     our UUCP name
     * @param node   that of the far side
     */
    record Pair(String server, String us, String node) {}

    private final SecureRandom chance = new SecureRandom();
    private final Pair pair;
    private final Coders coders;
    private final Optional<Seal> seal;
    private final Path said;

    /** @param folder where it is remembered what the far side reads */
    DiskPacking(Pair pair, Coders coders, Optional<Seal> seal, Path folder) {
        this.pair = pair;
        this.coders = coders;
        this.seal = seal;
        this.said = folder.resolve("can");
    }

    /** What we read, and with which key. */
    String can() {
        return ours().word() + seal.map(s -> ":k" + s.keyName()).orElse("");
    }

    private Ability ours() {
        return Ability.ours(coders, 0);
    }

    private Correspondence correspondence() {
        Ability shared = said().flatMap(Ability::parse).map(ours()::shared).orElseGet(this::ours);
        return new Correspondence(pair.server(), shared, coders, History.none(), BundleLimits.USUAL);
    }

    private Optional<String> said() {
        try {
            return Optional.of(Files.readString(said).strip());
        } catch (IOException nothing) {
            return Optional.empty();
        }
    }

    /** The far side says what it reads. */
    void hear(String word) throws IOException {
        if (Ability.parse(word).isEmpty() || said().filter(word::equals).isPresent()) return;
        Files.createDirectories(said.getParent());
        WholeFile.write(said.resolveSibling("can.unfinished"), said, word.getBytes(StandardCharsets.UTF_8));
    }

    /** An empty file to be filled. */
    Room room() {
        return correspondence().room(RATE);
    }

    /**
     * @throws IllegalStateException if a message is no longer stored
     * @throws StoreException        if it can't be read
     */
    byte[] pack(List<Transfer> transfers, Instant until) {
        byte[] bundle = correspondence().freeze(transfers, RATE).toBytes();
        byte[] sent = seal.map(s -> s.seal(bundle)).orElse(bundle);
        return new DiskFile(pair.us(), pair.node(), until, Long.toHexString(chance.nextLong()), can(), sent).encode();
    }

    /** What came of reading a file: its mails, to be closed; or what is answered to it. */
    record Opened(Optional<Reading.Mails> mails, DiskAnswer.Verdict verdict) {
        private static Opened not(DiskAnswer.Verdict verdict) {
            return new Opened(Optional.empty(), verdict);
        }
    }

    Opened open(DiskFile file) {
        if (!key(file.can()).equals(seal.map(Seal::keyName))) return Opened.not(DiskAnswer.Verdict.KEY);
        if (seal.isEmpty()) return read(file.bundle());
        return switch (seal.get().open(file.bundle())) {
            case Seal.Opened.Content(byte[] bytes) -> read(bytes);
            case Seal.Opened.OtherKey() -> Opened.not(DiskAnswer.Verdict.KEY);
            case Seal.Opened.Damaged _ -> Opened.not(DiskAnswer.Verdict.DAMAGED);
        };
    }

    private static Optional<String> key(String can) {
        Matcher key = KEY.matcher(can);
        return key.matches() ? Optional.of(key.group(1)) : Optional.empty();
    }

    private Opened read(byte[] bundle) {
        return switch (correspondence().read(BundleBytes.of(bundle), "disk:" + pair.node())) {
            case Reading.Mails mails -> new Opened(Optional.of(mails), DiskAnswer.Verdict.TAKEN);
            case Reading.UnknownReference _, Reading.NotUnderstood _ -> Opened.not(DiskAnswer.Verdict.UNKNOWN);
            case Reading.Damaged _ -> Opened.not(DiskAnswer.Verdict.DAMAGED);
            case Reading.TooLarge _ -> Opened.not(DiskAnswer.Verdict.LARGE);
        };
    }

    /** What proves that an answer is ours. */
    String proof(String of) {
        return seal.map(s -> s.receipt(of)).orElse(DiskAnswer.NO_PROOF);
    }
}
