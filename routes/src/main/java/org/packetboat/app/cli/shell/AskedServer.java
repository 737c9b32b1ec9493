package org.packetboat.app.cli.shell;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.TimeoutException;
import javax.management.InstanceNotFoundException;
import javax.management.RuntimeMBeanException;
import org.packetboat.connectors.jmx.ServerMXBean;

/** A server that can be asked, until it ends. */
public interface AskedServer extends AutoCloseable {
    ServerMXBean server();

    @Override
    void close();

    /**
     * What becomes of a command whose question failed: exit code {@link ExitCodes#NOT_RUNNING} if the server could not
     * be asked, {@link ExitCodes#FAILED} if it said no.
     *
     * @throws RuntimeException the failure itself if it is a fault of ours
     */
    static CommandFailure failure(RuntimeException e) {
        return switch (e) {
            case CommandFailure said -> said;
            case RuntimeMBeanException there -> failure(there.getTargetException());
            case UndeclaredThrowableException broken -> new CommandFailure(ExitCodes.NOT_RUNNING,
                    unasked(broken.getCause()));
            case IllegalArgumentException no -> new CommandFailure(ExitCodes.FAILED, no.getMessage());
            case IllegalStateException no -> new CommandFailure(
                    no.getCause() instanceof TimeoutException ? ExitCodes.NOT_RUNNING : ExitCodes.FAILED,
                    no.getMessage());
            default -> throw e;
        };
    }

    /** Whether a question has had no answer in time: what was asked for may still be done. */
    static boolean isLate(RuntimeException e) {
        if (e instanceof RuntimeMBeanException there) return isLate(there.getTargetException());
        return e instanceof IllegalStateException && e.getCause() instanceof TimeoutException;
    }

    private static String unasked(Throwable why) {
        return why instanceof IOException || why instanceof InstanceNotFoundException
                ? "the server ended while it was asked: " + why.getMessage()
                : "the running server is of another version, and does not know this; restart it: " + why.getMessage();
    }
}
