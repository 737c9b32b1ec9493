package org.packetboat.app.process;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, at which other mail servers read their files anew. Ours are read anew whenever they change; so the signal
 * only says so, where it would have ended the server. On a terminal that is closed it still does.
 */
public final class HangUpSignal {
    private static final Logger LOG = LoggerFactory.getLogger(HangUpSignal.class);

    private HangUpSignal() {}

    /** From now on, unless this process talks to a terminal. */
    public static void survive() {
        if (System.console() != null && System.console().isTerminal()) return;
        try {
            // By name: the compiler warns of this class, which all Java machines have, and can't be told not to.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object tells = Proxy.newProxyInstance(HangUpSignal.class.getClassLoader(), new Class<?>[]{handler},
                    (_, _, _) -> {
                        LOG.info("event=hang-up what=\"changed schedules, aliases and routes are in force within two "
                                + "seconds, packetboat.yaml with the next start\"");
                        return null;
                    });
            signal.getMethod("handle", signal, handler).invoke(null, signal.getConstructor(String.class)
                    .newInstance("HUP"), tells);
        } catch (ReflectiveOperationException e) {
            LOG.debug("event=no-signals", e);
        }
    }
}
