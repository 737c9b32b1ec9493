package org.packetboat.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.packetboat.app.compose.Server;
import org.packetboat.app.compose.Setup;
import org.packetboat.app.config.ConfigurationReader;
import org.packetboat.app.config.ConfigurationReading;
import org.packetboat.app.log.LogSetup;
import org.packetboat.connectors.smtp.server.Accounts;
import org.packetboat.engine.mail.Domain;

/** Branches: real servers of the program, all of them in this process, each with a modem that answers. */
final class FarEnds implements AutoCloseable {
    static final String LOGIN = "hub";
    static final String PASSWORD = "s3cret";

    private final Path folder;
    private final Map<String, Home> homes = new LinkedHashMap<>();
    private final Deque<Server> servers = new ArrayDeque<>();

    FarEnds(Path folder) {
        this.folder = folder;
        LogSetup.into(folder.resolve("branches.log"));
    }

    static String domain(String name) {
        return name + ".far.example";
    }

    /** Starts one. @param port of its modem */
    void start(String name, Path port) throws IOException, GeneralSecurityException {
        Home home = new Home(Files.createDirectories(folder.resolve(name))).with("packetboat.yaml", """
                server: %1$s
                data: data
                local-domains: [%1$s]
                lock-folder: .
                smtp: { listen: "127.0.0.1:0" }
                """.formatted(domain(name))).with("callers", Accounts.line(LOGIN, PASSWORD, new SecureRandom()))
                .with("schedules/line.yaml", """
                        links: { line: { kind: modem, port: %s, speed: 38400, flow: none, answer: true } }
                        callers: [{ node: hub, login: %s, password-hash-file: ../callers }]
                        """.formatted(port, LOGIN));
        homes.put(name, home);
        servers.push(server(home.configuration()));
    }

    private static Server server(Path configuration) throws IOException, GeneralSecurityException {
        ConfigurationReading reading = new ConfigurationReader(() -> new Domain("far.example")).read(configuration);
        if (!(reading instanceof ConfigurationReading.Good(var good, var _)))
            throw new IllegalStateException(reading.toString());
        Setup.Result setup = Setup.of(good, Instant.now());
        if (!(setup instanceof Setup.Result.Good(Setup made, var _))) throw new IllegalStateException(setup.toString());
        return Server.start(made);
    }

    /** What has come to a branch. */
    List<String> mail(String name) {
        return homes.get(name).mailOf("desk");
    }

    /** How many branches have mail. */
    long served() {
        return homes.keySet().stream().filter(name -> !mail(name).isEmpty()).count();
    }

    @Override
    public void close() {
        while (!servers.isEmpty())
            servers.pop().close();
        LogSetup.off();
    }
}
