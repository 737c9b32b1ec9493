package org.packetboat.connectors.batch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.protocols.bundle.Ability;
import org.packetboat.protocols.bundle.Correspondence;
import org.packetboat.protocols.bundle.Seal;
import org.packetboat.protocols.bundle.Terms;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.content.BundleLimits;
import org.packetboat.protocols.bundle.history.History;
import org.packetboat.protocols.bundle.packing.Agreement;
import org.packetboat.protocols.bundle.packing.Bundling;

/**
 * Batches with many far sides, whose histories and frozen batches lie in a folder:
 *
 * <pre>
 * NODE/history/            what we have exchanged, see {@link FileHistory}
 * NODE/frozen/             batches under way, see {@link FrozenFolder}
 * NODE/frozen-1a2b3c4d/    the same, encrypted with the key of this name
 * </pre>
 *
 * An {@link Ability} is said in the greeting, and after it, where we insist on encryption, {@code :k} and the name of
 * the key. Whoever has another key, or can't encrypt, is not talked to.
 */
public final class FileBatching implements Bundling {
    private static final int HISTORY_MEBIBYTES = 16;
    private static final Duration KEPT = Duration.ofDays(14);
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}");
    private static final Pattern KEY = Pattern.compile(".*:k([0-9a-f]{8})(?::.*)?");

    private final String server;
    private final Path folder;
    private final Function<String, Terms> terms;
    private final Executor threads;
    private final InstantSource clock;
    private final Coders coders;
    private final Map<String, InTurn> turns = new ConcurrentHashMap<>();

    /**
     * @param server  our name, as it stands in {@code EHLO}
     * @param folder  made if missing
     * @param terms   what we want of a far side, by its node name
     * @param threads where packing and reading are done, seconds of a processor at a time
     * @param coders  what this machine can; no more is said in a greeting
     */
    public FileBatching(String server, Path folder, Function<String, Terms> terms, Executor threads,
            InstantSource clock, Coders coders) {
        this.server = server;
        this.folder = folder;
        this.terms = terms;
        this.threads = threads;
        this.clock = clock;
        this.coders = coders;
    }

    @Override
    public Optional<String> word(String node) {
        Terms ours = terms.apply(node);
        if (!ours.batches() || !NODE.matcher(node).matches()) return Optional.empty();
        String key = ours.seal().map(seal -> ":k" + seal.keyName()).orElse("");
        return Optional.of(Ability.ours(coders, HISTORY_MEBIBYTES).word() + key);
    }

    @Override
    public Agreement agree(String node, Optional<String> heard, long rate) {
        Terms ours = terms.apply(node);
        Optional<String> mine = ours.seal().map(Seal::keyName);
        Optional<String> theirs = heard.flatMap(FileBatching::key);
        if (!mine.equals(theirs)) return new Agreement.Refused(mismatch(mine, theirs));
        Optional<Ability> shared = heard.flatMap(Ability::parse).map(Ability.ours(coders, HISTORY_MEBIBYTES)::shared);
        if (!ours.batches() || shared.isEmpty() || !NODE.matcher(node).matches()) return new Agreement.OneByOne();
        return new Agreement.Batches(packer(node, shared.get(), ours.seal(), rate));
    }

    private static Optional<String> key(String word) {
        Matcher key = KEY.matcher(word);
        return key.matches() ? Optional.of(key.group(1)) : Optional.empty();
    }

    private static String mismatch(Optional<String> mine, Optional<String> theirs) {
        if (theirs.isEmpty()) return "no key for encryption there, and one here";
        if (mine.isEmpty()) return "no key for encryption here, and one there";
        return "another key for encryption there (" + theirs.get() + ") than here (" + mine.get() + ")";
    }

    private FilePacker packer(String node, Ability shared, Optional<Seal> seal, long rate) {
        Path place = folder.resolve(node);
        History history = shared.history() == 0
                ? History.none()
                : new FileHistory(place.resolve("history"), (long) HISTORY_MEBIBYTES << 20);
        String frozen = seal.map(s -> "frozen-" + s.keyName()).orElse("frozen");
        return new FilePacker("uucp:" + node, new Correspondence(server, shared, coders, history, BundleLimits.USUAL),
                rate,
                new FrozenFolder(place.resolve(frozen), clock.instant().minus(KEPT)), seal,
                turns.computeIfAbsent(node, _ -> new InTurn(threads)));
    }
}
