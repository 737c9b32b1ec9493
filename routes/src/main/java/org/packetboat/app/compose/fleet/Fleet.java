package org.packetboat.app.compose.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.packetboat.app.compose.push.ConfigurationPush;
import org.packetboat.app.config.settings.FleetSettings;
import org.packetboat.connectors.metrics.ServerFigures;
import org.packetboat.engine.fleet.BranchReport;
import org.packetboat.engine.fleet.BranchReports;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;

/**
 * The fleet, from both ends: a branch tells its hub how it is with each call, and a hub keeps what it is told and says
 * which branch has been silent for too long. A branch is known by its login (over SMTP) or its UUCP node, and called by
 * the site that it belongs to.
 */
public final class Fleet {
    /** Where a window never closes, as on IP, so long counts as one. */
    private static final Duration A_DAY = Duration.ofDays(1);
    /** A clock that is off by less is no problem. */
    private static final Duration CLOCK_SLACK = Duration.ofMinutes(10);

    private final FleetSettings settings;
    private final Map<String, List<String>> logins;
    private final Supplier<Policy> policy;
    private final InstantSource clock;
    private final FleetBook book;
    private final Consumer<String> trouble;
    private final Set<String> toldSilent = ConcurrentHashMap.newKeySet();
    private volatile Optional<OwnReport> own = Optional.empty();
    private volatile Optional<ConfigurationPush> push = Optional.empty();

    /**
     * Knows what was heard in earlier lives.
     *
     * @param logins  the sites of each login that picks up mail
     * @param trouble told what an operator should look at, once
     */
    public Fleet(FleetSettings settings, Path data, Map<String, List<String>> logins,
            Supplier<Policy> policy, InstantSource clock, Consumer<String> trouble) {
        this.settings = settings;
        this.logins = logins;
        this.policy = policy;
        this.clock = clock;
        this.trouble = trouble;
        this.book = new FleetBook(data);
    }

    /** From now on the hub is told this. */
    public void telling(OwnReport report) {
        own = Optional.of(report);
    }

    /** From now on this sends configurations to branches. */
    public void pushing(ConfigurationPush sender) {
        push = Optional.of(sender);
    }

    /** What sends configurations to branches; empty if nothing does. */
    Optional<ConfigurationPush> push() {
        return push;
    }

    /** Over SMTP: we tell a site, and are told by a login. */
    public BranchReports overSmtp() {
        return new BranchReports() {
            @Override
            public Optional<String> toTell(String site) {
                return report().filter(_ -> settings.reportTo().filter(site::equals).isPresent());
            }

            @Override
            public void told(String login, String word) {
                hear(siteOf(login), word);
            }
        };
    }

    /** Over UUCP: nodes tell each other. */
    public BranchReports overUucp() {
        return new BranchReports() {
            @Override
            public Optional<String> toTell(String node) {
                return report().filter(_ -> settings.reportTo().filter(siteOfNode(node)::equals).isPresent());
            }

            @Override
            public void told(String node, String word) {
                hear(siteOfNode(node), word);
            }
        };
    }

    private Optional<String> report() {
        return own.map(report -> report.word(clock.instant()));
    }

    private String siteOf(String login) {
        return logins.getOrDefault(login, List.of()).stream().findFirst().orElse(login);
    }

    private String siteOfNode(String node) {
        return policy.get().routes().own().stream()
                .filter(r -> r.transport() instanceof Transport.Uucp uucp && uucp.node().equals(node))
                .map(Route::site).findFirst().orElse(node);
    }

    private void hear(String site, String word) {
        boolean twinBefore = book.all().stream().anyMatch(h -> h.site().equals(site) && h.twin());
        book.hear(site, clock.instant(), word).ifPresent(heard -> {
            toldSilent.remove(site);
            if (heard.twin() && !twinBefore) trouble.accept(twins(site));
        });
    }

    private static String twins(String site) {
        return "two machines report as site " + site + ": a copied or restored data folder runs beside the one it was "
                + "made of. Stop one of them, then \"packetboat fleet --forget " + site + "\"";
    }

    /**
     * How a site is.
     *
     * @param silent for how many windows it has said nothing
     */
    public record Branch(String site, Heard heard, long silent) {
        /** What is wrong with it, as far as the hub can tell. */
        List<String> problems(int silentAfter) {
            List<String> all = new ArrayList<>();
            if (silent >= silentAfter)
                all.add("site " + site + " has been silent for " + silent + " windows, since " + heard.at());
            if (heard.twin()) all.add(twins(site));
            heard.clockAhead().filter(off -> off.abs().compareTo(CLOCK_SLACK) > 0)
                    .ifPresent(off -> all.add("the clock of site " + site + " is "
                            + off.abs().toSeconds() + " s " + (off.isNegative() ? "behind" : "ahead")));
            return all;
        }
    }

    /** All that have ever told. */
    public List<Branch> branches() {
        Instant now = clock.instant();
        return book.all().stream().map(heard -> new Branch(heard.site(), heard, silence(heard, now))).toList();
    }

    /** The same for whoever counts. */
    public List<ServerFigures.Branch> figures() {
        Instant now = clock.instant();
        return branches().stream().map(b -> figures(b, now)).toList();
    }

    private static ServerFigures.Branch figures(Branch branch, Instant now) {
        BranchReport report = branch.heard().report();
        return new ServerFigures.Branch(branch.site(), Duration.between(branch.heard().at(), now).toMillis() / 1000.0,
                branch.silent(), report.freeMb() < 0 ? -1 : report.freeMb() * 1_000_000, report.depth(),
                report.oldest().toSeconds(), report.problems());
    }

    /** A site that no route leads to, as one that picks up its mail, has the day for its window. */
    private long silence(Heard heard, Instant now) {
        Window window = policy.get().routes().own().stream().filter(r -> r.site().equals(heard.site()))
                .map(Route::window).findFirst().orElse(Window.ALWAYS);
        long windows = 0;
        Optional<Interval> next = window.from(heard.at());
        while (next.isPresent() && windows < settings.silentAfter() && !next.get().close().isAfter(now)) {
            windows++;
            next = window.from(next.get().close());
        }
        boolean neverCloses = next.filter(i -> i.close().equals(Instant.MAX)).isPresent();
        return neverCloses ? Math.max(0, Duration.between(heard.at(), now).dividedBy(A_DAY)) : windows;
    }

    /** Tells of those that have become silent, each once until it is heard again. To be called now and then. */
    public void look() {
        for (Branch branch : branches())
            if (branch.silent() >= settings.silentAfter() && toldSilent.add(branch.site()))
                trouble.accept(branch.problems(settings.silentAfter()).getFirst());
        push.ifPresent(ConfigurationPush::look);
    }

    /** What is wrong now. */
    public List<String> problems() {
        return Stream.concat(branches().stream().flatMap(b -> b.problems(settings.silentAfter()).stream()),
                push.stream().flatMap(p -> p.problems().stream())).toList();
    }

    /** Forgets a site. @return whether it was known */
    public boolean forget(String site) {
        toldSilent.remove(site);
        return book.forget(site);
    }
}
