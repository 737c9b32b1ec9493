package org.packetboat.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.packetboat.app.NightHub.Branch;
import org.packetboat.app.NightHub.NightWindow;

/**
 * How fast calls are made on this machine while it is as busy as it is: a night is laid out by that, and not by what a
 * quiet machine does.
 *
 * @param around what a call takes beside its bytes, as trial calls just took
 */
record NightPace(Duration around) {
    /** What {@link #around} is on a quiet machine: ringing, login and greetings, and two silences to hang up. */
    static final Duration QUIET = Duration.ofSeconds(5);
    /** No night is made longer than this: it would take too long. */
    private static final double SLOWEST = 2;

    /**
     * Has a head office make as many calls at once as it has lines, to branches without any trouble.
     *
     * @param mail what each of them is sent, as {@code submit} takes it
     */
    static NightPace tried(Path folder, int lines, int length, int rate, Duration ringing, Path mail)
            throws IOException, GeneralSecurityException {
        try (PhoneExchange exchange = new PhoneExchange();
                FarEnds far = new FarEnds(Files.createDirectories(folder))) {
            PhoneLine good = PhoneLine.good(rate, ringing);
            List<Path> ports = IntStream.rangeClosed(1, lines).mapToObj(i -> exchange.line("line" + i, good)).toList();
            List<Branch> branches = IntStream.rangeClosed(1, lines)
                    .mapToObj(i -> new Branch("t" + i, String.valueOf(200 + i), "trial", rate, false)).toList();
            for (Branch branch : branches)
                far.start(branch.name(), exchange.line(branch.number(), good));
            NightHub hub = new NightHub(folder.resolve("hub"), ports, branches, new NightPace(QUIET));
            Instant now = Instant.now();
            hub.opens(Map.of("trial", new NightWindow(now.minusSeconds(3600), now.plusSeconds(3600))));
            try (ServerProcess _ = ServerProcess.start(hub.home())) {
                hub.submit(mail);
                await().atMost(ServerProcess.PATIENCE).until(() -> far.served() == lines
                        && exchange.bill().stream().allMatch(PhoneCall::isOver));
            }
            return of(exchange.bill().stream().map(PhoneCall::lasted).sorted().toList(),
                    Duration.ofMillis(NightHub.wire(length) * 1000 / rate));
        }
    }

    private static NightPace of(List<Duration> calls, Duration bytes) {
        Duration middle = calls.get(calls.size() / 2);
        NightPace pace = new NightPace(middle.minus(bytes).compareTo(QUIET) > 0 ? middle.minus(bytes) : QUIET);
        System.out.println("trial calls took " + calls + ": " + pace.slowness() + " of a quiet machine's time");
        return pace.slowness() > SLOWEST ? new NightPace(Duration.ofMillis((long) (QUIET.toMillis() * SLOWEST))) : pace;
    }

    private double slowness() {
        return (double) around.toMillis() / QUIET.toMillis();
    }

    /** What takes so long on a quiet machine takes this here. */
    Duration of(Duration quiet) {
        return Duration.ofMillis(Math.round(quiet.toMillis() * slowness()));
    }
}
