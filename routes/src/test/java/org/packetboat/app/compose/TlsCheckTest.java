package org.packetboat.app.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.compose.check.SystemMachine;
import org.packetboat.app.config.ConfigurationReader;
import org.packetboat.app.config.ConfigurationReading;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.yaml.Problem;

/** Certificates that can't be used are told before anything is started. */
class TlsCheckTest {
    @TempDir
    private Path folder;

    private List<String> problems(String configuration, String routes) throws IOException {
        Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
        Files.writeString(Files.createDirectory(folder.resolve("schedules")).resolve("a.yaml"), "routes:\n" + routes);
        ConfigurationReading reading = new ConfigurationReader(() -> new Domain("hub.example.com")).read(
                "packetboat.yaml",
                (configuration + "schedules: [schedules/]\n").getBytes(StandardCharsets.UTF_8), folder);
        Setup.Result setup = Setup.of(
                assertInstanceOf(ConfigurationReading.Good.class, reading, reading::toString).configuration(),
                Instant.now());
        return assertInstanceOf(Setup.Result.Good.class, setup, setup::toString).setup()
                .check(new SystemMachine(false, true), Instant.now()).stream().filter(Problem::isError)
                .map(Problem::toString).toList();
    }

    private String unreadable(Path file) {
        return file + " can't be read as certificates; expected PEM: No certificate data found";
    }

    @Test
    void whatARouteNamesIsRead() throws IOException {
        List<String> problems = problems("", """
                  - { site: a, domains: a.example, host: mail.a.example, ca-file: ../nonsense.pem }
                  - { site: b, domains: b.example, host: b.example, certificate: ../nonsense.pem, key: ../nonsense.pem }
                  - { site: c, domains: c.example, host: mail.c.example }
                """);
        Path file = folder.resolve("schedules/a.yaml");
        Path nonsense = folder.resolve("nonsense.pem");
        assertEquals(List.of(file + ":2:67: site a: " + unreadable(nonsense),
                file + ":3:66: site b: " + unreadable(nonsense)), problems);
    }

    @Test
    void theServersOwnIsRead() throws IOException {
        List<String> problems = problems("smtp: { tls: { certificate: nonsense.pem, key: nonsense.pem } }\n",
                "  - { site: c, domains: c.example, host: mail.c.example }\n");
        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().contains("smtp.tls: " + unreadable(folder.resolve("nonsense.pem"))),
                problems::toString);
    }
}
