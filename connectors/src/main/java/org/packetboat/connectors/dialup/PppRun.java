package org.packetboat.connectors.dialup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.packetboat.protocols.dialup.Raised;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of pppd. A thread reads what it says until it ends; it is ended by asking, and after ten seconds without. The
 * file with the password lives no longer than the run.
 */
final class PppRun {
    private static final Logger LOG = LoggerFactory.getLogger(PppRun.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Up, or over. */
    sealed interface State {
        record Up(Raised.Up up) implements State {}

        record Ended(PppFailure why, String said) implements State {}
    }

    private final String link;
    private final Process process;
    private final PppOptions options;
    private final PppLog log = new PppLog();
    private final CompletableFuture<State> first = new CompletableFuture<>();
    private final CompletableFuture<State.Ended> over = new CompletableFuture<>();
    private volatile boolean unwanted;

    private PppRun(String link, Process process, PppOptions options) {
        this.link = link;
        this.process = process;
        this.options = options;
    }

    /** @throws IOException if pppd can't be started, or the password not be read */
    static PppRun start(String link, PppSettings settings, Optional<Dialler.Dialled.Through> port) throws IOException {
        PppOptions options = PppOptions.of(link, settings, port);
        try {
            Process process = new ProcessBuilder(options.command()).redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).start();
            PppRun run = new PppRun(link, process, options);
            Thread.ofPlatform().daemon().name("ppp-" + link).start(run::listen);
            return run;
        } catch (IOException failed) {
            options.close();
            throw failed;
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine())
                heard(line);
        } catch (IOException ended) {
            LOG.debug("event=ppp-silent link={}", link, ended);
        }
        State.Ended ended = new State.Ended(failure(process.onExit().join().exitValue()), log.last());
        options.close();
        first.complete(ended);
        over.complete(ended);
    }

    private void heard(String line) {
        LOG.info("event=ppp link={} said=\"{}\"", link, line.strip());
        log.heard(line);
        log.up().ifPresent(up -> first.complete(new State.Up(up)));
        if (first.isDone()) log.over().ifPresent(why -> over.complete(new State.Ended(why, log.last())));
    }

    private PppFailure failure(int code) {
        PppFailure told = PppFailure.of(code);
        return told == PppFailure.NO_ADDRESS && !log.hasAnswered() ? PppFailure.SILENT : told;
    }

    /** Waits until it is up or over; when it has had enough time, it is over. */
    State await(Duration patience) throws InterruptedException {
        try {
            return first.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            PppFailure why = log.hasAnswered() ? PppFailure.NO_ADDRESS : PppFailure.SILENT;
            end();
            return new State.Ended(why, log.last());
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    /**
     * Has this told, once, by a thread of its own, that the connection is over, if nobody has ended it before: as soon
     * as pppd says so, since nothing can be sent from then on.
     */
    void onEnd(BiConsumer<PppFailure, String> listener) {
        over.thenAcceptAsync(ended -> {
            if (!unwanted) listener.accept(ended.why(), ended.said());
        }, Thread.ofPlatform().daemon().name("ppp-over-" + link)::start);
    }

    /** Ends it and waits for that. */
    void end() {
        unwanted = true;
        process.destroy();
        process.onExit().completeOnTimeout(process, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        if (process.isAlive()) process.destroyForcibly().onExit().join();
        options.close();
    }
}
