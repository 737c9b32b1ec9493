package org.packetboat.app.cli.server;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.packetboat.app.cli.live.LiveScreen;
import org.packetboat.app.cli.live.ServerNow;
import org.packetboat.app.cli.live.TopFrame;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Quantity;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A server on the whole terminal. */
@Command(name = "top",
        mixinStandardHelpOptions = true,
        description = "Shows the server on the whole terminal: what waits, problems, sessions with their progress, big "
                + "sends, sites with mail. q leaves. Without a terminal it prints all of that once.",
        footer = {"", "Examples:", "  packetboat top", "  packetboat top --every 10s", "  packetboat top --once"})
public final class TopCommand extends ServerCommand {
    private static final Duration KEY = Duration.ofMillis(100);

    @Option(names = "--every",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = Quantity.Time.class,
            description = "How often it is drawn (default: ${DEFAULT-VALUE}).")
    private Duration every = Duration.ofSeconds(2);

    @Option(names = "--once", description = "Print it once, and leave.")
    private boolean once;

    @Override
    int ask(ServerMXBean server) {
        Optional<LiveScreen> screen = once ? Optional.empty() : LiveScreen.open();
        if (screen.isEmpty()) {
            TopFrame.text(ServerNow.of(server), ZoneId.systemDefault()).forEach(out()::println);
            out().flush();
            return ExitCodes.OK;
        }
        try (LiveScreen shown = screen.get();
                RestartedServer running = new RestartedServer(() -> RunningServer.on(configuration().dataFolder()))) {
            watch(shown, running);
        }
        return ExitCodes.OK;
    }

    /** Asks in a thread of its own: a server that does not answer keeps nobody from leaving. */
    private void watch(LiveScreen screen, RestartedServer running) {
        Optional<ServerNow> last = Optional.empty();
        Optional<CompletableFuture<Optional<ServerNow>>> asked = Optional.empty();
        long next = System.nanoTime();
        do {
            if (asked.isEmpty() && System.nanoTime() - next >= 0) asked = Optional.of(ask(running));
            if (asked.filter(CompletableFuture::isDone).isEmpty()) continue;
            Optional<ServerNow> now = taken(asked.get());
            if (now.isPresent()) screen.show(now.get(), last);
            else screen.say("the server on " + configuration().dataFolder() + " does not answer; it is asked again");
            last = now;
            asked = Optional.empty();
            next = System.nanoTime() + every.toNanos();
        } while (!screen.isLeft(KEY));
    }

    private static CompletableFuture<Optional<ServerNow>> ask(RestartedServer running) {
        CompletableFuture<Optional<ServerNow>> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("top").start(() -> {
            try {
                answer.complete(running.ask(ServerNow::of));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private static Optional<ServerNow> taken(CompletableFuture<Optional<ServerNow>> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException said) throw said;
            throw e;
        }
    }
}
