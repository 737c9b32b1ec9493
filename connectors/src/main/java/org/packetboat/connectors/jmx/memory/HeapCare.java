package org.packetboat.connectors.jmx.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Optional;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has old garbage collected in time. The serial collector enlarges the old part of the heap up to its limit before it
 * looks there for the first time: a server in which little happens would take all of it within a day, most of it
 * garbage. Here it looks when that part has doubled since the last time, and has grown by {@value #ROOM} bytes at
 * least; where it can't become larger than {@value #SMALL} bytes, when it has grown by {@value #LITTLE}. That costs
 * some hundredths of a second each time, and nothing while nothing happens.
 */
public final class HeapCare implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeapCare.class);
    private static final long ROOM = 16 << 20;
    private static final long SMALL = 128 << 20;
    private static final long LITTLE = 8 << 20;

    private final MemoryPoolMXBean old;
    private final NotificationEmitter memory = (NotificationEmitter) ManagementFactory.getMemoryMXBean();
    private final NotificationListener listener;

    private HeapCare(MemoryPoolMXBean old) {
        this.old = old;
        this.listener = (notification, _) -> {
            boolean exceeded = notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED);
            if (exceeded && old.isUsageThresholdExceeded()) collect();
        };
    }

    /** From now on; empty where the Java machine has another collector, which sees to that itself. */
    public static Optional<HeapCare> start() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getName().equals("Tenured Gen")).findFirst()
                .map(HeapCare::new).map(HeapCare::watch);
    }

    private HeapCare watch() {
        memory.addNotificationListener(listener, null, null);
        next(old.getUsage().getUsed());
        return this;
    }

    private void collect() {
        long before = old.getUsage().getUsed();
        System.gc();
        long after = old.getUsage().getUsed();
        LOG.debug("event=heap-collected before={} after={}", before, after);
        next(after);
    }

    private void next(long used) {
        old.setUsageThreshold(threshold(used, old.getUsage().getMax()));
    }

    /** Close to the limit the Java machine looks by itself. */
    static long threshold(long used, long most) {
        long growth = most > SMALL ? Math.max(used, ROOM) : LITTLE;
        return Math.min(used + growth, most - most / 10);
    }

    @Override
    public void close() {
        old.setUsageThreshold(0);
        try {
            memory.removeNotificationListener(listener);
        } catch (ListenerNotFoundException closedBefore) {
            // Nobody listens any more: that is what was wanted.
        }
    }
}
