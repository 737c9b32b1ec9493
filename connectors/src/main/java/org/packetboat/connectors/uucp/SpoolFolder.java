package org.packetboat.connectors.uucp;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.store.StoreException;
import org.packetboat.protocols.uucp.exchange.UucpSpool;

/**
 * The spool of a server: one folder, and one session at a time for each far side. Who calls us while we are calling
 * him, and has not got through yet, may displace our call: somebody has to give way. Any thread may use it.
 */
public final class SpoolFolder {
    private final Path folder;
    private final Set<String> lent = ConcurrentHashMap.newKeySet();
    private final Map<String, Use> uses = new HashMap<>();

    /** @param folder made at first use */
    public SpoolFolder(Path folder) {
        this.folder = folder;
    }

    /** For a call of ours to this node; empty while there is another session with it. */
    public synchronized Optional<UucpSpool> forCall(String node) {
        return uses.containsKey(node) ? Optional.empty() : Optional.of(use(node));
    }

    /**
     * For a call from this node; empty while there is another session with it.
     *
     * @param giveWay whether a call of ours to it gives way that has not carried anything yet
     */
    public synchronized Optional<UucpSpool> forCaller(String node, boolean giveWay) {
        Use before = uses.get(node);
        if (before != null && !(giveWay && before.displace())) return Optional.empty();
        return Optional.of(use(node));
    }

    private Use use(String node) {
        Use use = new Use(node, new FileSpool(folder, lent));
        uses.put(node, use);
        return use;
    }

    private synchronized void over(Use use) {
        uses.remove(use.node, use);
    }

    /** Removes what nobody touched since then: transfers that far sides never finished. */
    public void sweep(Instant before) {
        new FileSpool(folder).sweep(before);
    }

    /** One session's use of the folder, over with {@link #release}. */
    private final class Use implements UucpSpool {
        private final String node;
        private final FileSpool spool;
        private boolean begun;
        private boolean displaced;

        private Use(String node, FileSpool spool) {
            this.node = node;
            this.spool = spool;
        }

        private synchronized boolean displace() {
            displaced = !begun;
            return displaced;
        }

        private synchronized FileSpool spool() {
            if (displaced) throw new StoreException(node + " has called us meanwhile");
            begun = true;
            return spool;
        }

        @Override
        public long held(String file) {
            return spool().held(file);
        }

        @Override
        public void append(String file, byte[] bytes) {
            spool().append(file, bytes);
        }

        @Override
        public void keep(String file) {
            spool().keep(file);
        }

        @Override
        public void rename(String file, String to) {
            spool().rename(file, to);
        }

        @Override
        public boolean exists(String file) {
            return spool().exists(file);
        }

        @Override
        public Body content(String file) {
            return spool().content(file);
        }

        @Override
        public void discard(String file) {
            spool().discard(file);
        }

        @Override
        public Set<String> lent() {
            return lent;
        }

        @Override
        public void remember(String name) {
            spool().remember(name);
        }

        @Override
        public boolean remembers(String name) {
            return spool().remembers(name);
        }

        @Override
        public void forget(String name) {
            spool().forget(name);
        }

        @Override
        public void release() {
            try {
                spool.release();
            } finally {
                over(this);
            }
        }
    }
}
