package org.packetboat.engine.log;

import java.time.Duration;
import org.packetboat.engine.sim.SimStore;
import org.packetboat.engine.store.Store;
import org.packetboat.engine.store.StoreContract;

/** The store of an owner, whose log is well, promises what every store does; in pieces of 1000 bytes. */
class LogStoreTest extends StoreContract {
    private static final LogSettings SETTINGS = LogSettings.DEFAULT.sizes(1000, 1000, 8, Duration.ofSeconds(10));

    private HealthyLog log;
    private SimStore disk;
    private long life;

    @Override
    protected Store open() {
        log = new HealthyLog();
        disk = new SimStore(1);
        return owned();
    }

    private Store owned() {
        return new SteppedMember("a", ++life, log, disk, SETTINGS).own();
    }

    @Override
    protected Store reopen() {
        disk = disk.reopen();
        return owned();
    }

    @Override
    protected Store afterKill() {
        disk.kill();
        return reopen();
    }

    @Override
    protected Store afterPowerCut() {
        disk.crash();
        return reopen();
    }
}
