package org.packetboat.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.serial.practice.PracticeLine;
import org.packetboat.connectors.serial.practice.PracticeTerms;
import org.packetboat.connectors.smtp.server.Accounts;

/**
 * A head office and a branch, both the real program, and a telephone line that is bad: a bit in a hundred thousand is
 * turned, and each call is lost after a hundred thousand bytes. It runs forty times as fast as one of 9600 baud.
 */
class TwoModemsIT {
    private static final int EACH_WAY = 500;
    private static final int SPEED = 384_000;
    private static final Pattern TOKEN = Pattern.compile("Subject: (\\w+)");

    @TempDir
    Path folder;

    private Home home(String name, String domain, String link, String route, String callers) throws IOException {
        return new Home(Files.createDirectories(folder.resolve(name))).with("packetboat.yaml", """
                server: %s.%s
                data: data
                local-domains: [%s]
                msfsleep: 1s
                msfrsleep: 1
                lock-folder: .
                smtp: { listen: "127.0.0.1:0", relay-from: ["127.0.0.0/8"] }
                """.formatted(name, domain, domain)).with("password", "s3cret\n")
                .with("callers", Accounts.line("hub", "s3cret", new SecureRandom()))
                .with("schedules/night.yaml", "links:\n  line1: { kind: modem, port: " + folder.resolve("line-" + name)
                        + ", speed: " + SPEED + ", flow: none, redial-pause: 1s" + link + " }\nroutes:\n  - " + route
                        + "\n" + callers);
    }

    @Test
    void aThousandMailsArriveOnceOverALineThatIsBad() throws Exception {
        Home hub = home("hub", "example.com", "", "{ site: denver, domains: denver.example, link: line1, "
                + "number: \"13035550100\", node: denver, login: hub, password-file: ../password }", "");
        Home denver = home("denver", "denver.example", ", answer: true", "{ site: hub, domains: example.com, "
                + "link: line1, number: \"1\", node: hub, window: { cron: \"SHUT\", for: 1m, zone: UTC } }",
                "callers:\n  - { node: hub, login: hub, password-hash-file: ../callers }\n");
        PracticeTerms terms = new PracticeTerms(SPEED, 1e-5, 100_000, 7);
        try (PracticeLine line = PracticeLine.open(folder.resolve("line-hub"), folder.resolve("line-denver"), terms);
                ServerProcess branch = ServerProcess.start(denver);
                ServerProcess office = ServerProcess.start(hub)) {
            send(branch.port(), "desk@denver.example", "boss@example.com", 1);
            send(office.port(), "boss@example.com", "desk@denver.example", 2);
            await().atMost(ServerProcess.PATIENCE.multipliedBy(3)).pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> {
                        assertEquals(EACH_WAY, denver.mailOf("desk").size(), () -> tail(office.log()));
                        assertEquals(EACH_WAY, hub.mailOf("boss").size(), () -> tail(office.log()));
                        assertEquals("", hub.run("queue", "--json").out());
                        assertEquals("", denver.run("queue", "--json").out());
                    });
            assertEquals(EACH_WAY, tokens(denver.mailOf("desk")));
            assertEquals(EACH_WAY, tokens(hub.mailOf("boss")));
            assertTrue(line.calls() > 1, () -> line.calls() + " calls\n" + tail(office.log()));
        }
    }

    private static String tail(String log) {
        return log.substring(Math.max(0, log.length() - 3000));
    }

    /** Small notes, longer texts, and some that no compression makes smaller. */
    private static void send(int port, String from, String to, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (SmtpTalk talk = SmtpTalk.to(port)) {
            for (int i = 0; i < EACH_WAY; i++) {
                StringBuilder text = new StringBuilder("Subject: t" + seed + "x" + i + "\r\n\r\n");
                for (int line = random.nextInt(12) == 0 ? 300 : random.nextInt(20); line > 0; line--)
                    text.append(random.nextBoolean()
                            ? "The prices of today are as they were."
                            : Long.toHexString(
                                    random.nextLong()))
                            .append("\r\n");
                talk.send(from, List.of(to), text.toString().getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static long tokens(List<String> mails) {
        return mails.stream().map(TOKEN::matcher).filter(Matcher::find).map(m -> m.group(1)).distinct().count();
    }
}
