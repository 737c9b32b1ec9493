package org.packetboat.app.compose.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.packetboat.app.config.Configuration;
import org.packetboat.connectors.batch.CodersOnDemand;
import org.packetboat.connectors.batch.FileBatching;
import org.packetboat.connectors.batch.NativeCoders;
import org.packetboat.connectors.files.FileAge;
import org.packetboat.engine.route.BundlePolicy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.bundle.Seal;
import org.packetboat.protocols.bundle.Terms;
import org.packetboat.protocols.bundle.codec.Coders;
import org.packetboat.protocols.bundle.packing.Bundling;
import org.packetboat.schedules.file.Caller;
import org.packetboat.schedules.file.Schedules;

/**
 * Mail in batches, with far sides that are Packetboats, too. They are packed and read on half of the processors, on
 * fewer where memory is small, behind all other work; a call whose batch is not ready waits and keeps its line. What a
 * route and a caller say of one node holds for calls either way.
 */
final class BundlePacking implements AutoCloseable {
    private static final Path FOLDER = Path.of("batches");

    private final ExecutorService threads = Executors.newFixedThreadPool(NativeCoders.packers(),
            Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("batches-", 1).factory());
    private final Coders coders = new CodersOnDemand(NativeCoders::new);
    private final SecureRandom random = new SecureRandom();
    private final Bundling batching;
    private volatile Map<String, Terms> terms = Map.of();

    BundlePacking(Configuration configuration) {
        batching = new FileBatching(configuration.identity().server().name(),
                configuration.places().data().resolve(FOLDER),
                this::terms, threads, FileAge.CLOCK,
                coders);
    }

    Bundling batching() {
        return batching;
    }

    /** What packs and expands. */
    Coders coders() {
        return coders;
    }

    /** What is wanted of a node. */
    Terms terms(String node) {
        return terms.getOrDefault(node, Terms.USUAL);
    }

    /**
     * From now on what these schedules say.
     *
     * @throws IOException if a key can't be read; what held before holds on then
     */
    void use(Schedules schedules) throws IOException {
        Map<String, BundlePolicy> bundlePolicies = new HashMap<>();
        for (Route route : schedules.routes())
            if (route.transport() instanceof Transport.Uucp uucp)
                bundlePolicies.merge(uucp.node(), uucp.bundles(), BundlePolicy::and);
        for (Caller caller : schedules.callers())
            bundlePolicies.merge(caller.node(), caller.bundles(), BundlePolicy::and);
        Map<String, Terms> changed = new HashMap<>();
        for (Map.Entry<String, BundlePolicy> said : bundlePolicies.entrySet())
            changed.put(said.getKey(), new Terms(said.getValue().batches(), seal(said.getValue().keyFile())));
        terms = Map.copyOf(changed);
        if (!changed.isEmpty()) threads.execute(coders::available); // tried before the first call, and told
    }

    private Optional<Seal> seal(Optional<String> keyFile) throws IOException {
        if (keyFile.isEmpty()) return Optional.empty();
        return Optional.of(new Seal(Files.readString(Path.of(keyFile.get())).strip(), random));
    }

    /** What is being packed is packed again in the next call. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
