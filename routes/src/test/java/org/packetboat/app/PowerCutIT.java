package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise of 250 on a disk that forgets what was not synced: a server is killed, or loses its power, again and
 * again, while mail comes in, goes to SMTP hosts and into Maildirs, is refused and given up, and an operator holds,
 * releases and flushes. {@code -Dpacketboat.crashes=200} makes it a long night ({@code bench/run crash}).
 */
class PowerCutIT {
    private static final int CRASHES = Integer.getInteger("packetboat.crashes", 10);
    /** Of an old disk. What is under way when the server dies is then much. */
    private static final int SLOW_SYNC = 60;
    private static final long SEED = Long.getLong("packetboat.seed", 20261128);

    @TempDir
    Path folder;
    private final Random random = new Random(SEED);
    private Lives lives;
    private PowerCut disk;

    @BeforeEach
    void configure() throws Exception {
        boolean gcc = Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.exists(Path.of(p, "gcc")));
        if (!gcc) System.err.println("SKIPPED: PowerCutIT; MISSING: gcc");
        Assumptions.assumeTrue(gcc, "no gcc");
        lives = new Lives(folder, Load::withMailboxes, random);
        disk = new PowerCut(folder, lives.home.data(), random);
    }

    @AfterEach
    void close() throws IOException {
        if (lives != null) lives.close();
    }

    @Test
    void nothingAcknowledgedIsLostByKillsAndPowerCuts() throws Exception {
        for (int life = lives.begin(); life <= CRASHES; life = lives.begin())
            liveAndDie(life);
        try (ServerProcess server = ServerProcess.start(lives.home)) {
            assertNoDamage(server);
            afterAll(server);
            assertEquals(Optional.of(143), server.stop());
        }
    }

    private void liveAndDie(int life) throws Exception {
        int syncMillis = life % 3 == 0 ? SLOW_SYNC : 0;
        try (ServerProcess server = ServerProcess.startThrough(disk.wrapper(syncMillis), lives.home, "server.log")) {
            assertNoDamage(server);
            lives.liveAndDie(server, alive -> operate(alive, new Random(SEED + life)));
        }
        String what = random.nextBoolean() ? "killed" : "without power, lost " + disk.cut();
        System.err.println("PowerCutIT life=" + life + " ended " + what);
    }

    /** A disk that forgets what was not synced, and nothing else, is a good disk. */
    private static void assertNoDamage(ServerProcess server) {
        for (String damage : List.of("event=commits-lost", "event=log-damaged", "event=current-mended"))
            assertFalse(server.log().contains(damage), server::log);
    }

    private void operate(AtomicBoolean alive, Random choice) {
        List<String> commands = List.of("hold", "release", "flush", "release");
        while (alive.get()) {
            String domain = choice.nextBoolean() ? "a" + Load.OPEN : Load.REFUSED;
            lives.home.run(commands.get(choice.nextInt(commands.size())), domain);
        }
    }

    private void afterAll(ServerProcess server) throws Exception {
        for (String domain : List.of("a" + Load.OPEN, Load.REFUSED))
            lives.home.run("release", domain);
        try (JmxView jmx = server.jmx()) {
            lives.awaitRest(jmx);
            Account account = lives.account(jmx, () -> stored(lives.home.data().resolve("mail")));
            System.err.println("PowerCutIT seed=" + SEED + " crashes=" + CRASHES + " " + account);
            account.check();
        }
    }

    /** Who has mail in a mailbox: each message there must be whole. */
    private List<String> stored(Path mail) throws IOException {
        List<String> stored = new ArrayList<>();
        try (Stream<Path> boxes = Files.list(mail)) {
            for (Path box : boxes.filter(b -> !b.endsWith("sender")).toList()) {
                String recipient = box.getFileName() + "@" + Load.STORED;
                for (String text : lives.home.mailOf(box.getFileName().toString())) {
                    String sent = new String(lives.load.of(recipient).bytes(), StandardCharsets.ISO_8859_1);
                    assertTrue(text.replace("\r\n", "\n").endsWith(sent.replace("\r\n", "\n")), recipient);
                    stored.add(recipient);
                }
            }
        }
        return stored;
    }
}
