package org.packetboat.app.compose.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.link.Ending;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.settle.Endings;
import org.packetboat.engine.sim.SimRoutes;
import org.packetboat.engine.status.StatusEvent;

/** Whether a configuration works, is told by calls with the hub. */
class ConfigurationTrialTest {
    private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Ending FINISHED = new Ending.Finished();
    private static final Ending BUSY = new Ending.Unreached(new Reply(450, "4.4.1", "BUSY"));
    private static final Ending NO_LOGIN = new Ending.LoginRefused(new Reply(535, "5.7.8", "No"));

    @TempDir
    Path data;
    private ConfigurationVersions versions;
    private ConfigurationTrial trial;
    private int restarts;

    @BeforeEach
    void start() throws IOException {
        versions = new ConfigurationVersions(data);
        PushedFiles files = ConfigurationVersionsTest.files("# 7");
        versions.write(7, files);
        versions.begin(new PushedConfiguration(7, "denver", "a@b.example", files));
        trial = new ConfigurationTrial(versions, "hq", A_DAY, new ConfigurationReceiver.Changed() {
            @Override
            public void answer() {}

            @Override
            public void restart() {
                restarts++;
            }
        });
    }

    private void call(String site, int envelopes, Ending ending) {
        trial.on(new StatusEvent.SessionEnded(NOW, site, "modem", Duration.ofMinutes(1), envelopes, 0,
                Endings.describe(ending)));
    }

    private void isInForce(boolean it, int restarted) {
        assertEquals(it ? Optional.of(data.resolve("config/7/packetboat.yaml")) : Optional.empty(), versions.inForce());
        assertEquals(restarted, restarts);
    }

    @Test
    void aCallThatEndsWellKeepsItWhateverComesLater() {
        call("hq", 0, FINISHED);
        call("hq", 0, NO_LOGIN);
        trial.look(A_DAY.multipliedBy(9));
        isInForce(true, 0);
    }

    @Test
    void aCallThatCarriedMailKeepsItThoughTheLineWasLost() {
        call("hq", 1, new Ending.Dropped(new Reply(450, "4.4.2", "NO CARRIER")));
        call("hq", 0, NO_LOGIN);
        isInForce(true, 0);
    }

    @Test
    void aLoginThatIsRefusedRevertsItAtOnce() {
        call("hq", 0, NO_LOGIN);
        isInForce(false, 1);
        assertEquals(List.of("IN_FORCE", "REVERTED"),
                versions.state().owed().stream().map(a -> a.what().name()).toList());
    }

    @Test
    void aBusyLineRevertsItTheThirdTime() {
        call("hq", 0, BUSY);
        call("hq", 0, BUSY);
        isInForce(true, 0);
        call("hq", 0, BUSY);
        isInForce(false, 1);
    }

    @Test
    void callsWithOthersAndThoseThatWeStoppedTellNothing() {
        for (int i = 0; i < 5; i++) {
            call("boston", 1, FINISHED);
            call("boston", 0, NO_LOGIN);
            call("hq", 0, new Ending.Stopped("the server stops"));
        }
        isInForce(true, 0);
        call("hq", 0, NO_LOGIN);
        isInForce(false, 1);
    }

    @Test
    void withoutACallItIsRevertedInTheEnd() {
        trial.look(A_DAY);
        isInForce(true, 0);
        trial.look(A_DAY.plusSeconds(1));
        isInForce(false, 1);
        trial.look(A_DAY.plusSeconds(2));
        isInForce(false, 1);
    }

    @Test
    void aWindowThatComesLaterIsWaitedFor() {
        Route weekly = SimRoutes.with(SimRoutes.route("hq", "hub.example"),
                SimRoutes.every(Duration.ofDays(7), Duration.ofDays(2), Duration.ofHours(1)));
        Policy policy = SimRoutes.policy(weekly);
        Instant opens = weekly.window().from(NOW).orElseThrow().close();
        assertEquals(Duration.between(NOW, opens).plus(A_DAY), ConfigurationTrial.patience(policy, "hq", A_DAY, NOW));
        assertEquals(A_DAY, ConfigurationTrial.patience(policy, "boston", A_DAY, NOW));
    }
}
