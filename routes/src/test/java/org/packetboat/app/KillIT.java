package org.packetboat.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.connectors.rocksdb.RocksStore;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/**
 * The promise of 250: a server is killed fifty times while mail comes in, goes out, is refused and is given up, all at
 * once. The moments are counted in what has happened so far, so that a slow machine changes nothing.
 */
class KillIT {
    private static final int KILLS = 50;
    private static final long SEED = Long.getLong("packetboat.seed", 20261120);

    @TempDir
    Path folder;
    private Lives lives;

    @BeforeEach
    void configure() throws IOException {
        lives = new Lives(folder, Load::new, new Random(SEED));
    }

    @AfterEach
    void close() throws IOException {
        lives.close();
    }

    @Test
    void nothingAcknowledgedIsLostInFiftyKills() throws Exception {
        while (lives.begin() <= KILLS) {
            try (ServerProcess server = ServerProcess.start(lives.home)) {
                lives.liveAndDie(server, _ -> {});
            }
        }
        try (ServerProcess server = ServerProcess.start(lives.home)) {
            afterAll(server);
            assertEquals(Optional.of(143), server.stop());
        }
        assertNothingIsLeft();
    }

    private void afterAll(ServerProcess server) throws Exception {
        try (JmxView jmx = server.jmx()) {
            lives.awaitRest(jmx);
            Account account = lives.account(jmx, List::of);
            System.err.println("KillIT seed=" + SEED + " kills=" + KILLS + " " + account);
            account.check();
            assertEquals(0, lives.home.run("delete", "ALL").exit());
            assertEquals(0, jmx.server().getBytes());
        }
    }

    private void assertNothingIsLeft() {
        try (Store store = new RocksStore(lives.home.data())) {
            for (Family family : List.of(Family.BODIES, Family.ENVELOPES, Family.ORDER, Family.TIMERS, Family.DEAD)) {
                try (Store.Cursor rest = store.scan(family, new byte[0], new byte[]{-1})) {
                    assertTrue(!rest.next(), family + " is not empty");
                }
            }
        }
    }
}
