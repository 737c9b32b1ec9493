package org.packetboat.schedules.file;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.engine.calls.CallBudget;
import org.packetboat.engine.peer.MaxRate;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Interval;
import org.packetboat.engine.route.Msdead;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Share;
import org.packetboat.engine.route.Terms;
import org.packetboat.engine.route.TooLarge;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.grade.MailGrade;
import org.packetboat.engine.route.large.LargeMail;
import org.packetboat.schedules.file.link.Addressing;
import org.packetboat.schedules.file.link.FolderLink;
import org.packetboat.schedules.file.link.IpLink;
import org.packetboat.schedules.file.link.LimitsReader;
import org.packetboat.schedules.file.link.LinkSettings;
import org.packetboat.schedules.file.link.Links;
import org.packetboat.schedules.file.window.WindowNames;
import org.packetboat.schedules.file.window.WindowSpec;
import org.packetboat.schedules.file.window.Windows;
import org.packetboat.schedules.file.window.Zones;
import org.packetboat.schedules.yaml.Place;
import org.packetboat.schedules.yaml.Quantities;
import org.packetboat.schedules.yaml.Section;
import org.packetboat.schedules.yaml.Value;

/** Reads routes. One reader reads all files of a set: sites are unique among them. */
final class RouteReader {
    static final String[] KEYS = {"site", "domains", "window", "zone", "link", "host", "port", "tls", "ca-file",
            "fingerprints", "certificate",
            "key", "hosts", "probe",
            "node", "number", "login", "password-file", "token-file", "login-without-tls", "without", "eight-bit",
            "max-recipients", "max-mails", "batches", "key-file", "smtp-batch",
            "cost", "poll", "msfsleep", "msfrsleep",
            "msdead", "msdead-windows", "at-close", "drain-limit", "too-large", "max-message-size",
            "larger-mail", "grades", "journal", "max-queued", "max-rate", "throttle", "limits", "rate", "served-by"};
    /** So many windows are looked through for each message that expires. */
    private static final int MOST_WINDOWS = 100;
    static final int HIGHEST_MULTIPLIER = 100_000;
    /** What the original's routers said of a route they had just opened. */
    private static final int USUAL_COST = 2;
    private static final String SITE = "a site name of letters, digits, dots, dashes and underscores";
    private static final Pattern SITE_NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}");
    private static final String DOMAINS = "a domain like ny.example.com, \"*.ny.example.com\" or \"*\"";

    private static final String SHARE = "a part of what is free, like 50%, or a size like 2GB";
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})%");
    private static final Window NEVER = _ -> Optional.empty();
    private static final String MAX_RATE = "so many messages in a time, like 100/h, 20/m or 5/10m";
    private static final String POLL = "\"window\", for once in each window, or a duration like 30m";

    private final ScheduleDefaults defaults;
    private final WindowNames names;
    private final Windows windows;
    private final Links links;
    private final BundlePolicyReader bundlePolicies;
    private final LargeMailReader largeMail;
    private final GradesReader grades;
    private final Map<String, Place> sites = new HashMap<>();
    /** Of what was warned already: routes by the thousand have one window. */
    private final Set<Returning> returning = new HashSet<>();

    RouteReader(ScheduleDefaults defaults, WindowNames names, Windows windows, Links links,
            BundlePolicyReader bundlePolicies) {
        this.defaults = defaults;
        this.names = names;
        this.windows = windows;
        this.links = links;
        this.bundlePolicies = bundlePolicies;
        this.largeMail = new LargeMailReader(names, windows);
        this.grades = new GradesReader(names, windows);
    }

    /** A route, unless something of it can't be read. */
    Optional<Route> read(Value value, Optional<ZoneId> fileZone) {
        Optional<Section> found = value.section(KEYS);
        if (found.isEmpty()) return Optional.empty();
        Section section = found.get();
        Optional<String> site = section.need("site", SITE).flatMap(this::site);
        List<DomainPattern> domains = section.need("domains", DOMAINS).map(RouteReader::domains).orElse(List.of());
        LinkSettings link = section.get("link").map(links::named).orElse(IpLink.IMPLICIT);
        Optional<ZoneId> zone = Zones.in(section);
        WindowSpec spec = section.get("window").map(v -> names.read(v, fileZone).orElse(WindowSpec.ALWAYS))
                .orElse(WindowSpec.ALWAYS);
        Duration retry = retry(section, link);
        Terms usual = terms(section, spec, link);
        long expected = section.get("rate").flatMap(v -> v.rate()).orElse(link.rate());
        long rate = usual.throttle().map(most -> Math.min(most, expected)).orElse(expected);
        int cost = number(section, "cost", Route.LOWEST_COST, Route.HIGHEST_COST).orElse(USUAL_COST);
        Optional<Transport> transport = TransportReader.read(section, link, bundlePolicies);
        Window window = transport.filter(r -> callsUs(r, link)).isPresent() ? NEVER : windows.of(spec, zone);
        Terms terms = largeMail.read(section, fileZone, zone, window).map(large -> usual.with(large)).orElse(usual)
                .with(grades.read(section, fileZone, zone, window));
        if (terms.msdead().windows() == 0) {
            Duration msdead = terms.msdead().time();
            windows.shutFor(window, msdead).ifPresentOrElse(shut -> warnOfReturns(section, spec.label(), msdead, shut),
                    () -> warnOfReturns(section, terms, msdead));
        }
        if (link instanceof FolderLink disks) warnOfDisks(section, disks, terms.msdead().time());
        Optional<Duration> poll = section.get("poll").flatMap(v -> poll(v, spec, transport));
        return site.flatMap(name -> transport.map(r -> new Route(name, domains, window, spec.label(), link.name(), r,
                cost, retry, rate, poll, new ServedBy(defaults.servers()).read(section, link), terms,
                section.get("cost").isPresent())));
    }

    private Terms terms(Section section, WindowSpec spec, LinkSettings link) {
        return new Terms(msdead(section, spec),
                section.get("at-close").flatMap(v -> v.oneOf(AtClose.class)).orElse(AtClose.DRAIN),
                section.get("drain-limit").flatMap(v -> v.duration()).orElse(Terms.USUAL_DRAIN_LIMIT),
                section.get("too-large").flatMap(v -> v.oneOf(TooLarge.class)).orElse(TooLarge.SEND_ALONE),
                section.get("max-queued").flatMap(v -> v.as(SHARE, RouteReader::share)).orElse(Share.USUAL),
                section.get("max-rate").flatMap(v -> v.as(MAX_RATE, RouteReader::maxRate)),
                section.get("throttle").flatMap(Value::rate),
                new CallBudget(LimitsReader.in(section), links.limits(link.name())), links.tariff(link.name()));
    }

    /** So many in a second, a minute, an hour, a day, or in a duration. */
    private static MaxRate maxRate(String text) {
        int slash = text.indexOf('/');
        String per = text.substring(slash + 1);
        return new MaxRate(Integer.parseInt(text.substring(0, Math.max(slash, 0))),
                Quantities.duration(per.length() == 1 ? "1" + per : per));
    }

    private static Share share(String text) {
        Matcher part = PERCENT.matcher(text);
        return part.matches()
                ? new Share.Part(Integer.parseInt(part.group(1)))
                : new Share.Bytes(Quantities.size(text));
    }

    /** Windows alone count where the route names no time; with both, mail waits for both. */
    private Msdead msdead(Section section, WindowSpec spec) {
        int passed = number(section, "msdead-windows", 1, MOST_WINDOWS).orElse(0);
        if (passed > 0 && spec.equals(WindowSpec.ALWAYS)) {
            section.get("msdead-windows").ifPresent(v -> v.refuseAs("found it on a route that is always open; expected "
                    + "a window, or msdead with a duration"));
        }
        Optional<Duration> time = section.get("msdead").flatMap(v -> v.duration());
        return new Msdead(time.orElse(passed > 0 ? Duration.ZERO : defaults.msdead()), passed);
    }

    /** Mail whose time is over comes back to its sender, also while a disk has it. */
    private static void warnOfDisks(Section section, FolderLink disks, Duration msdead) {
        if (msdead.compareTo(disks.within()) > 0) return;
        section.warn("found an msdead of " + hours(msdead) + " on a route by disks, whose answers are awaited for "
                + hours(disks.within()) + " (answer-within of link " + disks.name()
                + "); expected more: mail comes back to its sender while a disk has it");
    }

    private record Returning(String window, Duration msdead) {}

    /** The same for mail that waits for windows of its own. */
    private void warnOfReturns(Section section, Terms terms, Duration msdead) {
        for (MailGrade grade : terms.grades().all())
            windows.shutFor(grade.window(), msdead).ifPresent(shut -> warnOfReturns(section,
                    "that of mail below " + grade.below() + ", " + grade.name(), msdead, shut));
        if (terms.large().orElse(null) instanceof LargeMail.InWindow large)
            windows.shutFor(large.window(), msdead).ifPresent(shut -> warnOfReturns(section,
                    "that of mail above " + large.most() + " bytes, " + large.name(), msdead, shut));
    }

    /** Mail that comes just after a close would be given up before the next opening. */
    private void warnOfReturns(Section section, String window, Duration msdead, Interval shut) {
        Duration length = Duration.between(shut.open(), shut.close());
        if (!returning.add(new Returning(window, msdead))) return;
        section.warn("found an msdead of " + hours(msdead) + " on a window that is shut for " + hours(length)
                + " at a time (" + window + ", from " + shut.open() + " to " + shut.close()
                + "); expected more: mail that comes in between is returned untried");
    }

    private static String hours(Duration time) {
        return String.format(Locale.ROOT, "%.1f h", time.toMinutes() / 60.0).replace(".0 ", " ");
    }

    /** How long after a session the far side is called for its mail; zero stands for once in each window. */
    private static Optional<Duration> poll(Value value, WindowSpec spec, Optional<Transport> transport) {
        if (transport.filter(Transport::perDomain).isPresent()) {
            value.refuseAs("found it on a route without a host; expected one far side to ask for its mail");
            return Optional.empty();
        }
        if (!value.isScalar() || !"window".equals(value.text(POLL).orElse(""))) {
            return value.as(POLL, Quantities::duration);
        }
        if (!spec.equals(WindowSpec.ALWAYS)) return Optional.of(Duration.ZERO);
        value.refuseAs("found \"window\" on a route that is always open; expected a duration, like 30m");
        return Optional.empty();
    }

    /** Whether the far side calls and is not called: a disk, who has no hosts, or on sockets for UUCP no host. */
    private static boolean callsUs(Transport transport, LinkSettings link) {
        if (transport instanceof Transport.Hosts(var hosts, var _, var _)) return hosts.isEmpty();
        if (link.addressing() == Addressing.FOLDER) return true;
        return link.addressing() == Addressing.SOCKET
                && transport instanceof Transport.Uucp(var _, var number, var _, var _, var _)
                && number.isEmpty();
    }

    private Optional<String> site(Value value) {
        Optional<String> name = value.text(SITE);
        if (name.filter(text -> !SITE_NAME.matcher(text).matches()).isPresent()) {
            value.refuse(SITE);
            return Optional.empty();
        }
        Place first = name.map(text -> sites.putIfAbsent(text, value.place())).orElse(null);
        if (first != null) value.refuse("a site of its own: there is one of this name at " + first);
        return name;
    }

    private static List<DomainPattern> domains(Value value) {
        return value.atLeastOne(DOMAINS).stream().flatMap(item -> item.as(DOMAINS, DomainPattern::parse).stream())
                .toList();
    }

    private static Optional<Integer> number(Section section, String key, int least, int most) {
        return section.get(key).flatMap(value -> value.number(least, most));
    }

    /** The rule of thumb from the original: look again before the far side hangs up. */
    private Duration retry(Section section, LinkSettings link) {
        Duration base = section.get("msfsleep").flatMap(v -> v.duration()).orElse(defaults.msfsleep());
        int times = number(section, "msfrsleep", 1, HIGHEST_MULTIPLIER).orElse(defaults.msfrsleep());
        Duration retry = base.multipliedBy(times);
        link.timeouts().stream().filter(timeout -> retry.compareTo(timeout) >= 0).min(Duration::compareTo)
                .ifPresent(timeout -> section.warn("found a retry of msfsleep x msfrsleep = " + retry.toSeconds()
                        + "s on link " + link.name() + "; expected less than its lower timeout, " + timeout.toSeconds()
                        + "s"));
        return retry;
    }
}
