package org.packetboat.connectors.maildir;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.link.Call;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.link.Link;
import org.packetboat.engine.link.LinkContract;
import org.packetboat.engine.link.Supply;
import org.packetboat.engine.route.AtClose;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.Transport;
import org.packetboat.engine.route.Window;

/** Local delivery keeps what every link promises. */
class MaildirLinkContractTest extends LinkContract {
    @TempDir
    private Path folder;

    @Override
    protected Link.Session call(Supply supply) {
        return deliver(folder, supply);
    }

    private static Link.Session deliver(Path users, Supply supply) {
        Route route = new Route("local", List.of(), Window.ALWAYS, "always", "local",
                new Transport.Maildir(users.toString()), 1, Duration.ofMinutes(1), Duration.ofHours(1), AtClose.DRAIN,
                1_000_000);
        return new MaildirLink("hub.example").open(new Call(route, Optional.empty(), Instant.MAX), supply);
    }

    @Test
    void thereIsAFileWhereAFolderShouldBe() throws Exception {
        assertInstanceOf(Ending.Finished.class,
                endOf(supply -> deliver(Files.writeString(folder.resolve("users"), "a file"), supply)));
    }
}
