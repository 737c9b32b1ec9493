package org.packetboat.app.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.packetboat.app.config.Configuration;
import org.packetboat.schedules.file.Schedules;
import org.packetboat.schedules.file.link.CommandLink;
import org.packetboat.schedules.file.link.DialUpLink;
import org.packetboat.schedules.file.link.LinkSettings;
import org.packetboat.schedules.file.link.UucpTcpLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a server needs to be root: to listen at a port below 1024, or to bring up links with programs that only root
 * may run. Everything else it does as any user, and then a fault in it costs no more than its mail.
 */
final class RootCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RootCheck.class);
    private static final int FIRST_FREE_PORT = 1024;

    private RootCheck() {}

    /** Logs a warning if this process is root's and need not be. */
    static void warnIfNeedless(Setup setup) {
        warning("root".equals(System.getProperty("user.name")), setup.configuration(), setup.schedules())
                .ifPresent(why -> LOG.warn("event=running-as-root why=\"{}\"", why));
    }

    /** @return the warning for somebody who runs it as root without need */
    static Optional<String> warning(boolean root, Configuration configuration, Schedules schedules) {
        if (!root || !needs(configuration, schedules).isEmpty()) return Optional.empty();
        return Optional
                .of("runs as root without need: no port below 1024, no dial-up link. Make a user for it and give "
                        + "it the folder " + configuration.places().data() + " (chown -R)");
    }

    static List<String> needs(Configuration configuration, Schedules schedules) {
        List<String> needs = new ArrayList<>();
        if (configuration.smtp().all().flatMap(listener -> listener.address().stream())
                .anyMatch(address -> isLow(address.getPort())))
            needs.add("smtp");
        configuration.router().filter(router -> isLow(router.listen().getPort())).ifPresent(_ -> needs.add("router"));
        schedules.links().values().stream().filter(RootCheck::needsRoot).forEach(link -> needs.add(link.name()));
        return needs;
    }

    private static boolean needsRoot(LinkSettings link) {
        return switch (link) {
            case DialUpLink _, CommandLink _ -> true;
            case UucpTcpLink net -> net.listen().filter(RootCheck::isLow).isPresent();
            default -> false;
        };
    }

    private static boolean isLow(String hostPort) {
        return isLow(Integer.parseInt(hostPort.substring(hostPort.lastIndexOf(':') + 1)));
    }

    private static boolean isLow(int port) {
        return port > 0 && port < FIRST_FREE_PORT;
    }
}
