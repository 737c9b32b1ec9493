package org.packetboat.engine.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.packetboat.engine.intake.Names;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Window;

/**
 * Draws up the routes of a world, again and again: six sites for twelve domains, which move from one site to another,
 * and of which some have several to choose from; windows that are long, short, far apart, or never. Each two sites are
 * one far side, reached by two routes.
 */
final class SimPolicies {
    static final int DOMAINS = 12;
    static final int SITES = 6;

    /** {@code all@group.example} is everybody at a few places, {@code boss@group.example} one at home. */
    static final Names NAMES = address -> switch (address.toString()) {
        case "all@group.example" -> List.of(Address.parse("a@d1.example"), Address.parse("b@d2.example"),
                Address.parse("c@d2.example"), Address.parse("d@local.example"));
        case "boss@group.example" -> List.of(Address.parse("boss@local.example"));
        default -> List.of(address);
    };

    private final SplittableRandom random;

    SimPolicies(SplittableRandom random) {
        this.random = random;
    }

    /** Any policy. */
    Policy any() {
        List<List<String>> domains = new ArrayList<>();
        for (int i = 0; i < SITES; i++)
            domains.add(new ArrayList<>());
        for (int i = 0; i < DOMAINS; i++) {
            int site = random.nextInt(SITES + 1);
            if (site < SITES) domains.get(site).add("d" + i + ".example");
            int other = random.nextInt(2 * SITES);
            if (other < SITES && other != site) domains.get(other).add("d" + i + ".example");
        }
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < SITES; i++)
            routes.add(SimRoutes.with(route("site" + i, domains.get(i)), SimRoutes.uucp(node(i))));
        if (random.nextBoolean()) routes.add(SimRoutes.with(route("rest", List.of("*")), SimRoutes.DNS));
        return SimRoutes.policy(NAMES, routes);
    }

    /** The UUCP name of the far side at a site. */
    static String node(int site) {
        return "node" + site / 2;
    }

    /** Everything is reached, always. */
    Policy open() {
        return SimRoutes.policy(NAMES, List.of(SimRoutes.route("open", "*")));
    }

    private Route route(String site, List<String> domains) {
        Route plain = SimRoutes.withLink(SimRoutes.route(site, domains.toArray(String[]::new)),
                random.nextBoolean() ? "line" : "line2");
        Duration retry = Duration.ofSeconds(10 + random.nextInt(600));
        Duration msdead = Duration.ofMinutes(20 + random.nextInt(1440));
        AtClose atClose = random.nextBoolean() ? AtClose.CUT : AtClose.DRAIN;
        Route timed = SimRoutes.withTimes(SimRoutes.with(plain, atClose), retry, msdead);
        return SimRoutes.with(SimRoutes.withCost(timed, 1 + random.nextInt(3)), window());
    }

    private Window window() {
        Duration phase = Duration.ofMinutes(random.nextInt(1440));
        return switch (random.nextInt(6)) {
            case 0 -> SimRoutes.NEVER;
            case 1 -> SimRoutes.every(Duration.ofHours(1), phase, Duration.ofMinutes(1 + random.nextInt(10)));
            case 2 -> SimRoutes.every(Duration.ofHours(6), phase, Duration.ofMinutes(10 + random.nextInt(60)));
            case 3 -> SimRoutes.every(Duration.ofDays(1), phase, Duration.ofMinutes(30 + random.nextInt(180)));
            default -> Window.ALWAYS;
        };
    }
}
