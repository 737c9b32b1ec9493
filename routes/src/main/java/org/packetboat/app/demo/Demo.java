package org.packetboat.app.demo;

import static org.packetboat.app.demo.DemoBranch.window;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.packetboat.app.compose.Server;
import org.packetboat.app.compose.Setup;
import org.packetboat.app.compose.Watching;
import org.packetboat.app.log.LogSetup;
import org.packetboat.app.config.ConfigurationReader;
import org.packetboat.app.config.ConfigurationReading;
import org.packetboat.connectors.emulated.EmulatedLine;
import org.packetboat.connectors.jmx.BatchSiteRow;
import org.packetboat.engine.mail.Domain;

/**
 * A head office and three branches on this machine: real servers, real SMTP in, UUCP with packed batches over lines at
 * the pace of a modem, real windows of some seconds. Everything is below a temporary folder and gone at the end. The
 * branch in Denver has a first window that is too short for what it is sent, so it is missed, and gets it late in its
 * second one.
 */
public final class Demo implements AutoCloseable {
    public static final String BIG_SEND = "spring-prices";
    /** 9600 baud: ten bits a byte. */
    static final int BYTES_A_SECOND = 960;
    private static final Duration DIAL = Duration.ofSeconds(1);
    /** At least; a machine that takes longer to start the branches gets as long for the head office and the mail. */
    private static final Duration UNTIL_NIGHT = Duration.ofSeconds(4);
    private static final Duration IN_TIME = Duration.ofSeconds(44);
    private static final int LENGTH = 20_000;
    private static final List<DemoBranch> BRANCHES = List.of(DemoBranch.of("boston", window(0, 26)),
            DemoBranch.of("denver", window(21, 5), window(46, 30)), DemoBranch.of("seattle", window(20, 24)));

    private final DemoFiles files;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<DemoBranch, Integer> lines = new HashMap<>();
    private final Server hub;
    private final Optional<Watching> board;
    private final Instant begins;

    /**
     * Starts all servers, the head office with its board if it is wanted.
     *
     * @throws IOException              if there is no room, or no port
     * @throws GeneralSecurityException if this Java has no TLS
     */
    public Demo(boolean withBoard) throws IOException, GeneralSecurityException {
        files = new DemoFiles(Files.createTempDirectory("packetboat-demo"));
        try {
            LogSetup.into(files.folder().resolve("log"));
            Instant before = Instant.now();
            for (DemoBranch branch : BRANCHES)
                lines.put(branch, line(server(files.branch(branch))));
            Instant ready = Instant.now();
            Duration started = Duration.between(before, ready);
            begins = ready.plus(started.compareTo(UNTIL_NIGHT) > 0 ? started : UNTIL_NIGHT)
                    .truncatedTo(ChronoUnit.SECONDS);
            hub = server(files.hub(BRANCHES, lines, BYTES_A_SECOND, begins, withBoard));
            board = withBoard ? Optional.of(watching()) : Optional.empty();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Watching watching() throws IOException {
        Watching watching = Watching.start(hub, "demo", () -> {});
        parts.push(watching);
        return watching;
    }

    /** Where the head office shows its board; empty if it was not wanted, or can't be served. */
    public Optional<InetSocketAddress> board() {
        return board.flatMap(Watching::http);
    }

    private int line(Server branch) throws IOException {
        int port = branch.answering(DemoFiles.LINK).orElseThrow();
        EmulatedLine line = new EmulatedLine(new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                BYTES_A_SECOND, DIAL);
        parts.push(line);
        return line.port();
    }

    private Server server(Path configuration) throws IOException, GeneralSecurityException {
        ConfigurationReading reading = new ConfigurationReader(() -> new Domain("hub.example.com")).read(configuration);
        if (!(reading instanceof ConfigurationReading.Good(var good, var _))) throw unusable(reading);
        Setup.Result setup = Setup.of(good, Instant.now());
        if (!(setup instanceof Setup.Result.Good(Setup made, var _))) throw unusable(setup);
        Server server = Server.start(made);
        parts.push(server);
        return server;
    }

    private static IllegalStateException unusable(Object what) {
        return new IllegalStateException("the demonstration's own files are no good: " + what);
    }

    /** When the first window opens. */
    public Instant begins() {
        return begins;
    }

    /** Where everything is, until the end. */
    public Path folder() {
        return files.folder();
    }

    /**
     * Hands the big send to the head office: by SMTP, to the group of all branches, with a time to be there by.
     *
     * @return the server's last word
     */
    public String send() throws IOException {
        InetSocketAddress listening = new InetSocketAddress(InetAddress.getLoopbackAddress(),
                hub.listening().getPort());
        long inTime = Duration.between(Instant.now(), begins.plus(IN_TIME)).toSeconds();
        try (SmtpTalk talk = new SmtpTalk(listening)) {
            return talk.send("FROM:<prices@hub.example.com> BY=" + inTime + ";N", "all-branches@hub.example.com",
                    "From: Price desk <prices@hub.example.com>\r\nTo: All branches <all-branches@hub.example.com>\r\n"
                            + "Subject: Spring prices\r\nX-Big-Send: " + BIG_SEND + "\r\n\r\n" + prices());
        }
    }

    private static String prices() {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder();
        while (text.length() < LENGTH)
            text.append("Item %08d: %5d cents\r\n".formatted(random.nextInt(100_000_000), random.nextInt(100, 90_000)));
        return text.toString();
    }

    /** How each branch stands. */
    public List<BatchSiteRow> sites() {
        return hub.batch(BIG_SEND);
    }

    /** The servers, and when each branch may be called. */
    public List<DemoSite> windows() {
        return BRANCHES.stream().map(b -> DemoSite.of(b, begins, lines.get(b))).toList();
    }

    /** The mail that a branch has, as its desk finds it. */
    public List<String> arrived(String city) {
        return files.mail(city, "desk");
    }

    /** The mail at the head office for the operator, or for whoever sent the prices. */
    public List<String> atHeadOffice(String user) {
        return files.mail("hub", user);
    }

    /** Stops all servers and takes their files away. */
    @Override
    public synchronized void close() throws IOException {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IOException("a part of the demonstration did not stop: " + e.getMessage(), e);
            }
        }
        LogSetup.off();
        if (Files.exists(files.folder())) files.delete();
    }
}
