package org.packetboat.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Version;
import org.packetboat.app.compose.Server;
import org.packetboat.app.compose.Setup;
import org.packetboat.app.compose.Watching;
import org.packetboat.app.compose.cluster.ClusterMachine;
import org.packetboat.app.compose.push.ConfigurationVersions;
import org.packetboat.app.compose.web.AddressText;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.ConfigurationReader;
import org.packetboat.app.config.ConfigurationReading;
import org.packetboat.app.config.settings.ClusterSettings;
import org.packetboat.app.config.settings.LogSettings;
import org.packetboat.app.log.LogSetup;
import org.packetboat.app.process.FailFast;
import org.packetboat.app.process.FileModes;
import org.packetboat.app.process.HangUpSignal;
import org.packetboat.app.process.PidFile;
import org.packetboat.app.process.ServiceReport;
import org.packetboat.engine.mail.Domain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The server. */
@Command(name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a server until it is stopped (Ctrl-C, SIGTERM or \"packetboat stop\").",
        footer = {
                "", "Examples:", "  packetboat run", "  packetboat run --config packetboat.yaml"})
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Option(names = "--rehearse",
            hidden = true,
            description = "Start on a folder of its own and any free port, and stop: for the Java machine to remember.")
    private boolean rehearse;

    @Spec
    private CommandSpec spec;

    private final ServerLives lives = new ServerLives();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile BooleanSupplier well = () -> true;
    private Optional<ServiceReport> report = Optional.empty();
    private Optional<PidFile> pid = Optional.empty();

    @Override
    public Integer call() throws IOException {
        FailFast.install();
        FileModes.apply();
        try {
            int code;
            do {
                code = live();
            } while (lives.again());
            if (pid.isPresent()) pid.get().delete();
            return code;
        } finally {
            report.ifPresent(ServiceReport::close);
            LogSetup.finish();
            stopped.countDown();
        }
    }

    /** One after the other, as configurations are put in force. One that was pushed and can't start gives way. */
    private int live() {
        Optional<ConfigurationVersions> pushed = rehearse ? Optional.empty() : configuration.versions();
        try {
            pushed.ifPresent(ConfigurationVersions::starting);
            return run(rehearse ? rehearsal() : configuration.read());
        } catch (IOException | GeneralSecurityException | RuntimeException | LinkageError e) {
            CommandFailure failure = e instanceof CommandFailure said
                    ? said
                    : new CommandFailure(ExitCodes.FAILED, "cannot start: " + e.getMessage());
            if (pushed.isEmpty() || !pushed.get().revert(failure.getMessage())) throw failure;
            spec.commandLine().getErr().println("the configuration that the hub has pushed can't be used; the one "
                    + "before is in force again: " + failure.getMessage());
            lives.restart();
            return failure.exitCode();
        }
    }

    private int run(Configuration read) throws IOException, GeneralSecurityException {
        Setup setup = setup(read);
        log(read.log());
        if (read.cluster().isPresent()) return run(setup, read, read.cluster().get());
        try (Server server = Server.start(setup)) {
            begun(read); // a command that is given when it accepts mail waits until it can be asked
            announce(server, read);
            try (Watching _ = Watching.start(server, Version.text(), lives::stop, lives::restart)) {
                if (!rehearse) awaitEnd(server::isWell);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return ExitCodes.OK;
    }

    /** As a machine of a hub: a server runs while it owns the queue. */
    private int run(Setup setup, Configuration read, ClusterSettings settings) throws IOException {
        ClusterMachine.Started started = server -> {
            announce(server, read);
            return Watching.start(server, Version.text(), lives::stop);
        };
        AtomicBoolean failed = new AtomicBoolean();
        Runnable fails = () -> {
            failed.set(true);
            lives.stop();
        };
        try (ClusterMachine machine = ClusterMachine.start(setup, settings, started, fails)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("machine " + settings.machine() + " of hub " + settings.name());
            out.flush();
            begun(read);
            awaitEnd(machine::isWell);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return failed.get() ? ExitCodes.FAILED : ExitCodes.OK;
    }

    /**
     * The service manager hears that this process is up, well, and about to stop: a standby of a hub is, too. While
     * another configuration is put in force, it is well.
     */
    private void awaitEnd(BooleanSupplier isWell) throws InterruptedException {
        well = isWell;
        if (report.isEmpty()) report = ServiceReport.ofThisProcess(() -> well.getAsBoolean());
        try {
            lives.awaitEnd();
        } finally {
            well = () -> true;
        }
    }

    private void begun(Configuration read) throws IOException {
        if (pid.isPresent()) return;
        PidFile file = new PidFile(read.places().data());
        file.write();
        pid = Optional.of(file);
        HangUpSignal.survive();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "shutdown"));
    }

    private static void log(LogSettings settings) {
        try {
            LogSetup.use(settings);
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.BAD_CONFIGURATION, "log.to: "
                    + settings.file().map(Object::toString).orElse("") + " can't be written: " + e);
        }
    }

    private Setup setup(Configuration read) {
        Setup.Result.Good good = ConfigurationOption.setup(read, Instant.now());
        good.warnings().forEach(w -> spec.commandLine().getErr().println(w));
        return good.setup();
    }

    private void announce(Server server, Configuration read) {
        PrintWriter out = spec.commandLine().getOut();
        // Since the Java machine began: the process may have built the program before.
        Duration took = Duration.between(
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()), Instant.now());
        String listening = AddressText.of(server.listening());
        server.waiting().forEach(out::println);
        if (server.waiting().isEmpty())
            out.println("smtp accepting on " + listening + " after " + took.toMillis() + " ms");
        out.println("data in " + read.places().data());
        if (configuration.isEmbedded()) {
            out.println("mail for " + read.localDomains().getFirst() + " is delivered below "
                    + read.places().data().resolve("mail"));
            out.println("try: printf 'Subject: hello\\n\\nHello.\\n' | curl -s --crlf smtp://" + listening
                    + " --mail-from me@localhost --mail-rcpt you@localhost -T -");
        }
        out.flush();
    }

    private void stopAndWait() {
        lives.stop();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Configuration rehearsal() throws IOException {
        Path folder = Files.createTempDirectory("packetboat-rehearsal");
        byte[] content = "smtp: { listen: \"127.0.0.1:0\" }\nlocal-domains: [localhost]\n".getBytes();
        ConfigurationReading reading = new ConfigurationReader(() -> new Domain("localhost"))
                .read("rehearsal", content, folder);
        return switch (reading) {
            case ConfigurationReading.Good(Configuration good, var _) -> good;
            case ConfigurationReading.Bad(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }
}
