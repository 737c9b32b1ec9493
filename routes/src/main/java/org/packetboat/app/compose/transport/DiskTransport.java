package org.packetboat.app.compose.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.app.config.Configuration;
import org.packetboat.connectors.disk.DiskMemory;
import org.packetboat.connectors.disk.DiskPost;
import org.packetboat.connectors.disk.DiskState;
import org.packetboat.connectors.system.SystemClock;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.queue.MailQueue;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.protocols.bundle.Seal;
import org.packetboat.protocols.uucp.greeting.Admission;
import org.packetboat.protocols.uucp.greeting.CallerRights;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.link.FolderLink;

/**
 * The way by disks: each folder of a link is looked at for each node that a route over it leads to. A changed schedule
 * leaves alone what did not change.
 */
public final class DiskTransport implements AutoCloseable {
    private static final Path DATA = Path.of("disks");
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** What a post is made of; a key file that changed makes another one. */
    private record Wanted(FolderLink link, String node, Optional<String> keyName) {}

    private final Configuration configuration;
    private final Node node;
    private final MailQueue queue;
    private final SystemClock clock;
    private final BundlePacking packing;
    private final Function<String, CallerRights> rights;
    private final DiskMemory memory = new DiskMemory(Runtime.getRuntime().maxMemory());
    private final Map<Wanted, DiskPost> posts = new HashMap<>();

    /** @param rights what a node may do with its mail */
    DiskTransport(Configuration configuration, Node node, MailQueue queue, SystemClock clock, BundlePacking packing,
            Function<String, CallerRights> rights) {
        this.configuration = configuration;
        this.node = node;
        this.queue = queue;
        this.clock = clock;
        this.packing = packing;
        this.rights = rights;
    }

    /** Looks at the folders that these schedules name, for the nodes that they name. */
    synchronized void use(Schedules schedules) {
        Map<Wanted, Optional<Seal>> wanted = new HashMap<>();
        for (Route route : schedules.routes())
            if (route.transport() instanceof Transport.Uucp far
                    && schedules.links().get(route.link()) instanceof FolderLink link) {
                Optional<Seal> seal = packing.terms(far.node()).seal();
                wanted.put(new Wanted(link, far.node(), seal.map(Seal::keyName)), seal);
            }
        posts.entrySet().removeIf(post -> {
            boolean gone = !wanted.containsKey(post.getKey());
            if (gone) post.getValue().close();
            return gone;
        });
        posts.values().forEach(DiskPost::renew);
        wanted.forEach((one, seal) -> posts.computeIfAbsent(one, _ -> post(one, seal)));
    }

    private DiskPost post(Wanted wanted, Optional<Seal> seal) {
        FolderLink link = wanted.link();
        DiskPost.Address address = new DiskPost.Address(link.name(), link.folder(), wanted.node(), link.within(), seal);
        DiskPost.Surroundings around = new DiskPost.Surroundings(configuration.identity().server().name(),
                configuration.lines().node(), configuration.places().data().resolve(DATA), packing.coders(),
                node.intake(), clock, LOOK, memory);
        return new DiskPost(address, around, () -> new Admission(wanted.node(), rights.apply(wanted.node())),
                session -> node.answered(route -> route.link().equals(link.name()) && route.leadsTo(wanted.node()),
                        link.name(), session),
                queue::envelope).start();
    }

    /** How disks stand, for each link and node. */
    public synchronized List<DiskState> states() {
        return posts.values().stream().map(DiskPost::state)
                .sorted(Comparator.comparing(DiskState::link).thenComparing(DiskState::node)).toList();
    }

    @Override
    public synchronized void close() {
        posts.values().forEach(DiskPost::close);
        posts.clear();
    }
}
