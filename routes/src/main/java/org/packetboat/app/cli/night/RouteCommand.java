package org.packetboat.app.cli.night;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.app.cli.shell.Moment;
import org.packetboat.app.cli.shell.Quantity;
import org.packetboat.app.cli.shell.Table;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Pace;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.choice.RouteState;
import org.packetboat.engine.route.choice.Weighing.Weighed;
import org.packetboat.engine.route.grade.MailGrade;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.engine.tariff.Money;
import org.packetboat.schedules.yaml.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** By which route mail to an address would go, and why. */
@Command(name = "route",
        mixinStandardHelpOptions = true,
        description = "Explains by which route mail to an address goes at a time, and why, without sending anything: "
                + "the rule with its file and line, all candidates, their states, costs and times, what the call "
                + "costs, and what decides. With --from it tells what the delivery rules say of such mail, too. "
                + "As the schedule files have it: no server needs to run; what one has learned from other servers, and "
                + "what rests after a failure, \"packetboat queue\" and \"packetboat why\" tell.",
        footer = {"", "Exit code 1: nothing serves one of the addresses, or a delivery rule refuses the mail.", "",
                "Examples:",
                "  packetboat route bob@ny.example.com --config packetboat.yaml",
                "  packetboat route ny.example.com --at 2026-11-30T22:00 --zone UTC --size 84KB"})
public final class RouteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ADDRESS|DOMAIN", description = "An address, a group or name of the aliases, or a domain.")
    private String what;

    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--at",
            paramLabel = "TIME",
            description = "The time, such as 2026-11-20T22:00, in the zone of --zone (default: now).")
    private Optional<String> at = Optional.empty();

    @Option(names = "--by",
            paramLabel = "TIME",
            description = "When it has to be there (default: when it would come back undelivered).")
    private Optional<String> by = Optional.empty();

    @Option(names = "--size",
            paramLabel = "SIZE",
            defaultValue = "4KB",
            converter = Quantity.Size.class,
            description = "How large it is (default: ${DEFAULT-VALUE}).")
    private long size;

    @Option(names = "--priority",
            paramLabel = "N",
            defaultValue = "0",
            description = "Its priority, -9 to 9: some routes have hours for mail of low priority "
                    + "(default: ${DEFAULT-VALUE}).")
    private int priority;

    @Option(names = "--zone",
            paramLabel = "ZONE",
            converter = Quantity.Zone.class,
            description = "Time zone of all times shown and given (default: this machine's).")
    private Optional<ZoneId> zone = Optional.empty();

    @Mixin
    private SenderOptions sender;

    @Option(names = "--json", description = "Print JSON, one object for each way, its times in UTC.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** A way, for people. */
    record Row(String site, String window, int cost, String state, String goes, String there, String callCost,
            String rule, String why) {}

    /**
     * A way, for scripts: times in ISO 8601, UTC, empty if never, or once it was asked for.
     *
     * @param state   open, available or unavailable
     * @param hops    1 to 14, 15, 16
     * @param rule    the pattern by which it serves the domain; empty if that is behind its site
     * @param largest the largest message that fits into a window of it, in bytes; -1 if all do
     * @param callCost what the call costs that begins when it goes, and carries nothing else
     * @param currency of that; empty if nobody has said what calls cost, or it never goes
     */
    record Way(String address, String site, boolean taken, String why, String window, int cost, String state, int hops,
            String goes, String there, String rule, String file, int line, long largest, double callCost,
            String currency) {}

    @Override
    public Integer call() {
        Instant moment = at.map(text -> Moment.parse("--at", text, zone())).orElseGet(Instant::now);
        WayFinder finder = new WayFinder(configuration.setup(moment).setup());
        PrintWriter out = spec.commandLine().getOut();
        boolean all = true;
        Address given = given();
        Optional<AnnouncedMail> mail = sender.sending(size, moment);
        for (Address address : finder.policy().expand(given)) {
            all &= mail.isEmpty() || rule(SenderOptions.ruling(finder.policy(), mail.get(), given, address), out);
            all &= explain(address, finder, moment, out);
        }
        out.flush();
        return all ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private Priority priority() {
        try {
            return new Priority(priority);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, "--priority: " + e.getMessage());
        }
    }

    private ZoneId zone() {
        return zone.orElseGet(ZoneId::systemDefault);
    }

    /** @return whether it is taken */
    private boolean rule(SenderOptions.Ruling ruling, PrintWriter out) {
        out.println(json ? Listing.RULING.line(ruling) : SenderOptions.text(ruling));
        return ruling.reply().isEmpty();
    }

    /** A domain stands for anybody there. */
    private Address given() {
        try {
            return what.contains("@") ? Address.parse(what) : new Address("anybody", new Domain(what));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE,
                    "found \"" + what + "\"; expected an address or a domain: " + e.getMessage());
        }
    }

    private boolean explain(Address address, WayFinder finder, Instant moment, PrintWriter out) {
        Domain domain = address.domain();
        Policy policy = finder.policy();
        Instant end = by.map(text -> Moment.parse("--by", text, zone())).orElse(policy.end(domain, moment));
        List<Weighed> ways = finder.ways(domain, priority(), size, end, moment);
        if (json) {
            ways.forEach(way -> out.println(Listing.WAY.line(way(address, way, finder, moment))));
            return !ways.isEmpty();
        }
        String to = what.contains("@") ? address.toString() : domain.name();
        if (ways.isEmpty()) {
            out.println(to + ": no route serves it. " + (policy.holdUnrouted()
                    ? "It is kept until " + text(end) + " and comes back (unroutable: hold)"
                    : "It is refused with 550 5.4.4 (unroutable: refuse)"));
            return false;
        }
        out.println(to + ", " + text(moment) + ": " + (policy.local().contains(domain)
                ? "stays here, a local domain"
                : "by " + ways.getFirst().route().site() + ", since " + ways.getFirst().why().words()));
        if (!policy.local().contains(domain))
            out.print(Table.of(ways.stream().map(way -> row(way, domain, finder)).toList()));
        out.println(
                (by.isPresent() ? "It has to be there by " : "It would come back undelivered at ") + text(end) + ".");
        ways.stream().limit(1).forEach(w -> w.route().terms().large().filter(large -> large.isLarge(size))
                .ifPresent(large -> out.println(large(w.route(), large))));
        ways.stream().limit(1).forEach(w -> w.route().terms().grades().of(priority())
                .ifPresent(grade -> out.println(graded(w.route(), grade))));
        ways.stream().limit(1).filter(w -> largest(w.route(), finder, moment) < size)
                .forEach(w -> out.println("It is too large for the windows of " + w.route().site() + ": "
                        + largest(w.route(), finder, moment) + " bytes fit (too-large: "
                        + w.route().tooLarge().name().toLowerCase(Locale.ROOT).replace('_', '-') + ")."));
        return true;
    }

    private long largest(Route route, WayFinder finder, Instant moment) {
        return finder.policy().routes().largest(route.within(route.windowFor(priority(), size)), moment);
    }

    private static String graded(Route route, MailGrade grade) {
        return "Below priority " + grade.below() + ", " + route.site() + " is called for mail only in window "
                + grade.name() + " (grades).";
    }

    private static String large(Route route, LargeMail large) {
        return "Above " + large.most() + " bytes, mail goes by " + route.site() + switch (large) {
            case LargeMail.InWindow own -> " only in window " + own.name() + " (larger-mail).";
            case LargeMail.Offered _ -> " only once it was asked for: an offer of it goes first (larger-mail).";
        };
    }

    private Row row(Weighed way, Domain domain, WayFinder finder) {
        Route route = way.route();
        String never = WayFinder.isOffered(route, size) ? "once asked for" : "never";
        String rule = finder.rule(route, domain).map(DomainPattern::text).orElse("behind " + route.site());
        return new Row(route.site(), route.windowName(), way.cost(), state(way.state()),
                way.start().map(this::text).orElse(never), way.arrival().map(this::text).orElse(never),
                charge(way).map(Money::toString).orElse(""),
                rule + " (" + finder.place(route, domain) + ")", way.taken() ? "taken" : way.why().words());
    }

    private Way way(Address address, Weighed way, WayFinder finder, Instant moment) {
        Route route = way.route();
        Place place = finder.place(route, address.domain());
        long largest = largest(route, finder, moment);
        return new Way(address.toString(), route.site(), way.taken(), way.why().words(), route.windowName(),
                way.cost(), state(way.state()).replaceFirst(" .*", ""), way.state().hops(),
                way.start().map(Instant::toString).orElse(""), way.arrival().map(Instant::toString).orElse(""),
                finder.rule(route, address.domain()).map(DomainPattern::text).orElse(""), place.file(), place.line(),
                largest == Long.MAX_VALUE ? -1 : largest,
                charge(way).map(cost -> cost.amount().doubleValue()).orElse(0.0),
                charge(way).map(Money::currency).orElse(""));
    }

    /** What one call costs that carries nothing else, begun when it goes. */
    private Optional<Money> charge(Weighed way) {
        Route route = way.route();
        return way.start().flatMap(start -> route.terms().tariff()
                .map(tariff -> tariff.charge(start, Pace.NOMINAL.transfer(route, size), size)));
    }

    private static String state(RouteState state) {
        return switch (state) {
            case RouteState.Open(int hops) -> "open (" + hops + ")";
            case RouteState.Available() -> "available (15)";
            case RouteState.Unavailable() -> "unavailable (16)";
        };
    }

    private String text(Instant instant) {
        return DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss z", Locale.ENGLISH).format(instant.atZone(zone()));
    }
}
