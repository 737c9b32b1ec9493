package org.packetboat.app.cli.server;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.packetboat.app.cli.shell.AskedServer;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.jmx.ServerMXBean;

/** A server that is asked again and again, also after it was restarted: the next question goes to the new process. */
final class RestartedServer implements AutoCloseable {
    private final Supplier<? extends AskedServer> open;
    private Optional<AskedServer> opened = Optional.empty();

    /** @param open finds the server that runs by then; a {@link CommandFailure} if none does */
    RestartedServer(Supplier<? extends AskedServer> open) {
        this.open = open;
    }

    /**
     * @return empty if the server can't be asked now
     * @throws CommandFailure if it says no
     */
    <T> Optional<T> ask(Function<ServerMXBean, T> question) {
        try {
            if (opened.isEmpty()) opened = Optional.of(open.get());
            return Optional.of(question.apply(opened.get().server()));
        } catch (RuntimeException e) {
            close();
            CommandFailure failure = AskedServer.failure(e);
            if (failure.exitCode() != ExitCodes.NOT_RUNNING) throw failure;
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        opened.ifPresent(AskedServer::close);
        opened = Optional.empty();
    }
}
