package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.NightHub.Branch;
import org.packetboat.app.NightHub.NightWindow;

/**
 * A night of 31 branches in three windows, as the original's technical note has it, at shortened times: a real head
 * office with five modems, 31 real branches with a modem each, and a telephone exchange between them. Two branches
 * never answer, one has a tenth of the others' speed, one loses each second call, and the head office is killed in the
 * middle of its calls and started again.
 *
 * <p>What comes of it is held against what {@code packetboat plan} and {@code packetboat simulate} say of the same
 * files. All times are those of the lines, at whose pace a processor has little to do; what is compared are orders and
 * bounds, in shares of the night, with the time that the head office was away added where it counts.
 */
class NightIT {
    private static final int LINES = 5;
    private static final int BRANCHES = 31;
    private static final int RATE = 3840;
    private static final int LENGTH = 6000;
    private static final Set<String> DEAD = Set.of("s03", "s07");
    private static final String SLOW = "s24";
    private static final String FAILING = "s28";
    private static final Duration RINGING = Duration.ofSeconds(1);
    /** How long each group's window is on a quiet machine. */
    private static final Map<String, Duration> WINDOWS = Map.of("east", Duration.ofSeconds(27), "centre",
            Duration.ofSeconds(34), "west", Duration.ofSeconds(30));
    /** An exchange notes a call after the modem's commands, for which the program had decided before. */
    private static final Duration COMMANDS = Duration.ofSeconds(1);
    /** What may lie in a pseudo-terminal when a program hangs up: a slow line still carries it. */
    private static final long PTY_BYTES = 4096;
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration FAR_OFF = Duration.ofHours(1);
    private static final int LINES_A_CALL = 12;
    private static final int LINES_A_START = 150;
    /** Calls that begin at one moment have no order. */
    private static final Duration APART = Duration.ofSeconds(2);

    private NightPace pace;
    private Duration east;
    private Duration centre;
    private Duration whole;
    /** The night is told minute by minute; a minute of a night of eight hours, that is. */
    private Duration minute;
    /** An eighth of the night: an hour of one of eight hours. */
    private Duration tolerance;
    /** For a site that others are like: a quarter. */
    private Duration any;

    @TempDir
    Path folder;
    private final List<Branch> branches = IntStream.rangeClosed(1, BRANCHES).mapToObj(NightIT::branch).toList();
    private final Map<String, String> siteOf = branches.stream()
            .collect(Collectors.toMap(Branch::number, Branch::name));
    private NightHub hub;
    private Duration away = Duration.ZERO;
    private Instant killed = Instant.MAX;
    private final StringBuilder log = new StringBuilder();

    private static Branch branch(int i) {
        String name = "s%02d".formatted(i);
        String group = i <= 11 ? "east" : i <= 21 ? "centre" : "west";
        return new Branch(name, String.valueOf(100 + i), group, name.equals(SLOW) ? RATE / 10 : RATE,
                name.equals(FAILING));
    }

    private static PhoneLine line(Branch branch) {
        PhoneLine line = PhoneLine.good(branch.rate(), RINGING);
        if (DEAD.contains(branch.name())) return line.dead(branch.name().equals("s03") ? "NO ANSWER" : "BUSY");
        return branch.fails() ? line.losing(LENGTH / 2) : line;
    }

    /** Long enough for this machine, as it is now; all that is tolerated is in shares of that. */
    private Path layOut() throws Exception {
        Path prices = prices();
        pace = NightPace.tried(folder.resolve("trial"), LINES, LENGTH, RATE, RINGING, prices);
        east = window("east");
        centre = window("centre");
        whole = east.plus(centre).plus(window("west"));
        minute = whole.dividedBy(8 * 60);
        tolerance = whole.dividedBy(8);
        any = whole.dividedBy(4);
        return prices;
    }

    /** In whole seconds, as schedules have it. */
    private Duration window(String group) {
        return Duration.ofSeconds(Math.ceilDiv(pace.of(WINDOWS.get(group)).toMillis(), 1000));
    }

    @Test
    void goesAsItWasPlannedAndSimulated() throws Exception {
        Path prices = layOut();
        try (PhoneExchange exchange = new PhoneExchange(); FarEnds far = new FarEnds(folder)) {
            List<Path> lines = IntStream.rangeClosed(1, LINES)
                    .mapToObj(i -> exchange.line("line" + i, PhoneLine.good(RATE, RINGING))).toList();
            for (Branch branch : branches) {
                Path port = exchange.line(branch.number(), line(branch));
                if (!DEAD.contains(branch.name())) far.start(branch.name(), port);
            }
            hub = new NightHub(folder.resolve("hub"), lines, branches, pace);
            Map<String, NightWindow> windows = new LinkedHashMap<>();
            NightTold plan;
            try (ServerProcess first = ServerProcess.start(hub.home())) {
                hub.submit(prices);
                plan = plan(windows, first);
                awaitCallsOf("centre", exchange);
                killed = Instant.now();
                first.kill();
                log.append(first.log());
            }
            try (ServerProcess second = ServerProcess.startThrough(List.of(), hub.home(), "second.log")) {
                away = Duration.between(killed, Instant.now());
                await().atMost(whole.plus(ServerProcess.PATIENCE)).pollInterval(Duration.ofMillis(200))
                        .until(() -> far.served() == BRANCHES - DEAD.size() && exchange.bill().stream()
                                .allMatch(PhoneCall::isOver)
                                || Instant.now().isAfter(windows.get("west").close().plus(tolerance)));
                String batch = hub.home().run("batch", "tonight", "--json").out();
                log.append(second.log());
                check(plan, windows, exchange.bill(), far, batch);
            }
        }
    }

    private Path prices() throws IOException {
        byte[] random = new byte[LENGTH * 3 / 4];
        new Random(1).nextBytes(random);
        return Files.writeString(folder.resolve("prices"),
                "Subject: Prices\n\n" + Base64.getMimeEncoder().encodeToString(random) + "\n");
    }

    /**
     * Lets the night begin as soon as it can be planned before that. How long planning takes here is tried out on one
     * that is far off: calls of a night that begins before it is planned, and again later, would have no order.
     */
    private NightTold plan(Map<String, NightWindow> windows, ServerProcess server) {
        Instant now = Instant.now();
        planned(now.plus(FAR_OFF), windows, server);
        Duration took = Duration.between(now, Instant.now());
        Instant begin = Instant.now().plus(took.multipliedBy(2)).plus(SOON).truncatedTo(ChronoUnit.SECONDS);
        Home.Said said = planned(begin, windows, server);
        assertTrue(Instant.now().isBefore(begin), () -> "planned too late for " + begin + "; it had taken " + took);
        return NightTold.planned(said);
    }

    private Home.Said planned(Instant about, Map<String, NightWindow> windows, ServerProcess server) {
        Instant begin = about.truncatedTo(ChronoUnit.SECONDS);
        windows.put("east", new NightWindow(begin, begin.plus(east)));
        windows.put("centre", new NightWindow(begin.plus(east), begin.plus(east).plus(centre)));
        windows.put("west", new NightWindow(begin.plus(east).plus(centre), begin.plus(whole)));
        long before = replaced(server);
        hub.opens(windows);
        await().atMost(ServerProcess.PATIENCE)
                .until(() -> replaced(server) > before && hub.home().run("windows", "s01", "--json", "--zone", "UTC")
                        .out().contains(begin.toString()));
        return hub.home().run("plan", "--json", "--zone", "UTC");
    }

    private static long replaced(ServerProcess server) {
        return server.log().lines().filter(line -> line.contains("schedules-replaced")).count();
    }

    /** Some of them have their mail, and others are being called. */
    private void awaitCallsOf(String group, PhoneExchange exchange) {
        Set<String> numbers = branches.stream().filter(b -> b.group().equals(group)).map(Branch::number)
                .collect(Collectors.toSet());
        await().atMost(whole.plus(ServerProcess.PATIENCE)).pollInterval(Duration.ofMillis(20)).until(() -> {
            List<PhoneCall> calls = exchange.bill().stream().filter(c -> numbers.contains(c.number())).toList();
            long over = calls.stream().filter(PhoneCall::isOver).count();
            return over >= 2 && calls.size() - over >= 2;
        });
    }

    private void check(NightTold plan, Map<String, NightWindow> windows, List<PhoneCall> bill, FarEnds far,
            String batch) throws Exception {
        NightTold night = NightTold.billed(bill, siteOf, mailIsThereOnce(far));
        assertEquals(Set.of(), plan.missed());
        assertEquals(DEAD, night.missed(), () -> story(plan, night, bill));
        callsAreMadeAsTheyMay(bill, windows);
        goesAsPlanned(plan, night, bill);
        goesAsSimulated(night, windows, bill);
        isToldOf(batch, bill);
    }

    /** Nothing is lost, nothing is there twice. @return who has nothing */
    private Set<String> mailIsThereOnce(FarEnds far) {
        Set<String> without = new TreeSet<>(DEAD);
        for (Branch branch : branches) {
            if (DEAD.contains(branch.name())) continue;
            List<String> mail = far.mail(branch.name());
            assertTrue(mail.size() < 2, () -> branch.name() + " has its mail twice");
            if (mail.isEmpty()) without.add(branch.name());
        }
        return without;
    }

    /**
     * Inside the window, and one in a cycle; but for once in each life of the server, when a line is blamed and another
     * may be better.
     */
    private void callsAreMadeAsTheyMay(List<PhoneCall> bill, Map<String, NightWindow> windows) {
        for (Branch branch : branches) {
            NightWindow window = windows.get(branch.group());
            Instant last = Instant.MIN;
            int early = 0;
            for (PhoneCall call : bill) {
                if (!call.number().equals(branch.number())) continue;
                isInside(window, call, branch);
                if (last.isBefore(killed) && call.dialled().isAfter(killed)) early = 0;
                else if (last.isAfter(call.dialled().minus(hub.cycle()))) early++;
                assertTrue(early <= 1, () -> call + " less than a cycle after the last, and not the first");
                last = call.dialled();
            }
        }
    }

    /** Decided on while the window was open, and cut when it closed: then it dialled on and hung up, at most. */
    private void isInside(NightWindow window, PhoneCall call, Branch branch) {
        Instant cut = window.close().plus(pace.of(COMMANDS));
        assertTrue(!call.dialled().isBefore(window.open()) && call.dialled().isBefore(cut),
                () -> call + " outside of " + window);
        Instant free = cut.plus(pace.around()).plusMillis(PTY_BYTES * 1000 / branch.rate());
        assertTrue(!call.isOver() || !call.ended().isAfter(free), () -> call + " not cut when " + window + " closed");
    }

    /**
     * Sites that are alike may change places; so each of them is near its time, and the first of each window, the
     * second and so on are nearer.
     */
    private void goesAsPlanned(NightTold plan, NightTold night, List<PhoneCall> bill) {
        NightTold answering = plan.without(DEAD);
        Supplier<String> story = () -> story(plan, night, bill);
        for (Branch branch : branches) {
            String site = branch.name();
            if (DEAD.contains(site)) continue;
            Duration within = branch.group().equals("centre") ? any.plus(away) : any;
            near(site + " begins", plan.starts().get(site), night.starts().get(site), within, story);
            near(site + " ends", plan.ends().get(site), night.ends().get(site), within, story);
        }
        inTurn("begins", answering.starts(), night.starts(), story);
        inTurn("ends", answering.ends(), night.ends(), story);
        double turned = answering.turnedRound(night, pace.of(APART));
        assertTrue(turned <= 0.2, () -> turned + " of the order turned round\n" + story.get());
        isTheSameMinuteByMinute(answering, night, story);
    }

    /** What is still to be done in the window in which the server is killed may come as much later as that costs. */
    private void inTurn(String what, Map<String, Instant> told, Map<String, Instant> seen, Supplier<String> story) {
        for (String group : List.of("east", "centre", "west")) {
            List<Instant> one = inTurn(group, told);
            List<Instant> two = inTurn(group, seen);
            for (int i = 0; i < one.size(); i++) {
                boolean after = group.equals("centre") && two.get(i).isAfter(killed);
                near("number " + (i + 1) + " of the " + group + " " + what, one.get(i), two.get(i),
                        after ? tolerance.plus(killing()) : tolerance, story);
            }
        }
    }

    private List<Instant> inTurn(String group, Map<String, Instant> all) {
        return branches.stream().filter(b -> b.group().equals(group) && !DEAD.contains(b.name()))
                .map(b -> all.get(b.name())).sorted().toList();
    }

    /** While it is away, and while a program that was just started is slow, and the calls that it lost. */
    private Duration killing() {
        return away.plus(tolerance);
    }

    private static void near(String what, Instant told, Instant seen, Duration tolerance, Supplier<String> story) {
        assertTrue(!seen.isBefore(told.minus(tolerance)) && !seen.isAfter(told.plus(tolerance)),
                () -> what + " at " + seen + ", said to be at " + told + "\n" + story.get());
    }

    /** At each minute as many sites have their mail as the other says, within the tolerance. */
    private void isTheSameMinuteByMinute(NightTold told, NightTold night, Supplier<String> story) {
        Instant begin = told.ends().values().stream().min(Comparator.naturalOrder()).orElseThrow().minus(tolerance);
        for (Instant at = begin; at.isBefore(begin.plus(whole)); at = at.plus(minute)) {
            Duration later = at.isBefore(killed) ? tolerance : tolerance.plus(killing());
            long seen = night.served(at);
            long least = told.served(at.minus(later));
            long most = told.served(at.plus(tolerance));
            Instant then = at;
            assertTrue(least <= seen && seen <= most, () -> "at " + then + " " + seen
                    + " have their mail; said were " + least + " to " + most + "\n" + story.get());
        }
    }

    /** The simulator plays the same files with the same dead, and a server that is away for as long. */
    private void goesAsSimulated(NightTold night, Map<String, NightWindow> windows, List<PhoneCall> bill)
            throws Exception {
        Home files = hub.copy(folder.resolve("simulated")).home();
        Home.Said said = files.run("simulate", "--json", "--zone", "UTC", "--size", LENGTH + "B", "--from",
                windows.get("east").open().minusSeconds(5).toString(), "--for", whole.plusSeconds(10).toSeconds() + "s",
                "--dead-sites", String.join(",", DEAD), "--killed-at",
                killed.truncatedTo(ChronoUnit.SECONDS).toString(),
                "--away", away.toSeconds() + "s", "--nights", "20");
        NightTold simulated = NightTold.simulated(said);
        assertEquals(DEAD, simulated.missed(), said::all);
        Supplier<String> story = () -> story(simulated, night, bill) + said.all();
        inTurn("has its mail", simulated.ends(), night.ends(), story);
        isTheSameMinuteByMinute(simulated, night, story);
    }

    /** The operator hears of those who are missed, and of nothing else more than a few lines for each call. */
    private void isToldOf(String batch, List<PhoneCall> bill) {
        Map<String, String> states = new TreeMap<>();
        NightTold.rows(new Home.Said(0, batch, ""))
                .forEach(row -> states.put(row.get("site").asText(), row.get("state").asText()));
        assertEquals(BRANCHES, states.size());
        states.forEach((site, state) -> assertEquals(DEAD.contains(site), state.equals("waiting"), site + " " + state));
        List<String> lines = log.toString().lines().toList();
        Set<String> missed = lines.stream().filter(line -> line.contains("event=batch-missed")).map(NightIT::site)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(DEAD, missed);
        assertTrue(lines.size() <= LINES_A_CALL * bill.size() + LINES_A_START, () -> lines.size() + " lines of log for "
                + bill.size() + " calls:\n" + log);
    }

    private static String site(String line) {
        return line.replaceFirst(".* site=(\\S+).*", "$1");
    }

    private String story(NightTold told, NightTold night, List<PhoneCall> bill) {
        String sites = branches.stream().map(b -> b.name() + " said " + told.starts().get(b.name()) + " to "
                + told.ends().get(b.name()) + ", seen " + night.starts().get(b.name()) + " to "
                + night.ends().get(b.name()) + "\n").collect(Collectors.joining());
        return sites + "killed at " + killed + ", away for " + away + "\n"
                + bill.stream().map(c -> c + "\n").collect(Collectors.joining()) + log;
    }
}
