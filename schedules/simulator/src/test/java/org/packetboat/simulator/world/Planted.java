package org.packetboat.simulator.world;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.Route;
import org.packetboat.engine.route.RouteTable;
import org.packetboat.engine.route.Terms;
import org.packetboat.engine.route.grade.Grades;
import org.packetboat.engine.router.Datagram;
import org.packetboat.engine.router.Entry;
import org.packetboat.engine.sim.ForwardingStore;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Batch.Change;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;
import org.packetboat.protocols.bundle.packing.PackedBundle;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.bundle.packing.Packing;
import org.packetboat.protocols.bundle.packing.Room;
import org.packetboat.protocols.bundle.packing.Unpacked;
import org.packetboat.protocols.uucp.exchange.UucpSpool;
import org.packetboat.simulator.world.terms.WireTerms;

/** Bugs that are not in the program, put into its parts at the ports: each has to be found by playing worlds. */
enum Planted implements Parts {
    /** Commit A forgets when its mail expires. */
    COMMIT_A {
        @Override
        public Store store(Store real) {
            return new Forgetful(real, Planted::takesIn, c -> c.family() == Family.TIMERS);
        }
    },
    /** Commit B counts what has left, but leaves it where it stood in the order. */
    COMMIT_B {
        @Override
        public Store store(Store real) {
            return new Forgetful(real, batch -> !takesIn(batch),
                    c -> c instanceof Change.Delete && c.family() == Family.ORDER);
        }
    },
    /** Mail counts as delivered once its last byte is on the wire. */
    SMTP_CLIENT {
        @Override
        public LinkSession smtpClient(LinkSession real) {
            return new Hasty(real);
        }
    },
    /** Whoever reads a bundle of several mails skips the last. */
    BUNDLE {
        @Override
        public Packer packer(Packer real) {
            return new Skipping(real);
        }
    },
    /** A transfer goes on one byte too far. */
    RESUME {
        @Override
        public UucpSpool spool(UucpSpool real) {
            return new OneTooFar(real);
        }
    },
    /** Mail of low priority goes at any time. */
    GRADES {
        @Override
        public Policy policy(Policy real) {
            return changed(real, terms -> terms.with(Grades.NONE));
        }
    },
    /** What goes over a line costs twice what it should. */
    TARIFF {
        @Override
        public Policy policy(Policy real) {
            return changed(real, terms -> terms.tariff().isPresent()
                    ? terms.with(WireTerms.tariff(2_000_000))
                    : terms);
        }
    },
    /** What is used of a month's data is not written down. */
    MONTH {
        @Override
        public Store store(Store real) {
            return new Forgetful(real, _ -> true, c -> c instanceof Change.Put(var family, var key, _)
                    && family == Family.META && new String(key, StandardCharsets.UTF_8).startsWith("data\0"));
        }
    },
    /** A machine of a hub has nothing against a call to a site that it is calling. */
    CLAIM {
        @Override
        public boolean free(boolean real) {
            return true;
        }
    },
    /** A machine of a hub that was silent once says no, or asks, and is silent to the others all the same. */
    EVIDENCE {
        @Override
        public boolean heard(boolean real) {
            return false;
        }
    },
    /** Machines of a hub hand over last: their way costs more than the one of their own. */
    HANDOVER {
        @Override
        public Policy policy(Policy real) {
            List<Route> routes = real.routes().own().stream()
                    .map(r -> r.handsOver() ? r.withCost(r.cost() + 2) : r).toList();
            return real.with(new RouteTable(routes));
        }
    },
    /** A router does not count itself. */
    ROUTER {
        @Override
        public Datagram said(Datagram real) {
            if (!(real instanceof Datagram.Advertisement(var from, var number, int mail, var answers, var entries)))
                return real;
            return new Datagram.Advertisement(from, number, mail, answers, entries.stream().map(Planted::one).toList());
        }
    };

    private static boolean takesIn(Batch batch) {
        return batch.changes().stream().anyMatch(c -> c instanceof Change.Put && c.family() == Family.ENVELOPES)
                && batch.changes().stream().noneMatch(c -> c instanceof Change.Delete);
    }

    private static Policy changed(Policy real, UnaryOperator<Terms> how) {
        return real.with(new RouteTable(real.routes().own().stream().map(r -> r.on(how.apply(r.terms()))).toList()));
    }

    private static Entry one(Entry e) {
        boolean open = e.path().size() > 1 && e.hops() > 1 && e.hops() < 15;
        return open ? new Entry(e.pattern(), 1, e.until(), e.path(), e.version()) : e;
    }

    /** Of some batches it drops the last change of some kind. */
    private static final class Forgetful extends ForwardingStore {
        private final Predicate<Batch> which;
        private final Predicate<Change> what;

        Forgetful(Store store, Predicate<Batch> which, Predicate<Change> what) {
            super(store);
            this.which = which;
            this.what = what;
        }

        @Override
        public void commit(Batch batch, Answer answer) {
            super.commit(which.test(batch) ? without(batch) : batch, answer);
        }

        private Batch without(Batch batch) {
            List<Change> changes = new ArrayList<>(batch.changes());
            changes.stream().filter(what).reduce((_, last) -> last).ifPresent(changes::remove);
            Batch rest = new Batch();
            for (Change change : changes) {
                switch (change) {
                    case Change.Put(var family, var key, var value) -> rest.put(family, key, value);
                    case Change.Delete(var family, var key) -> rest.delete(family, key);
                    case Change.DeleteRange(var family, var from, var to) -> rest.deleteRange(family, from, to);
                    case Change.Add(var key, long delta) -> rest.add(key, delta);
                }
            }
            return rest;
        }
    }

    /** Settles what it was offered as soon as it has sent something of it. */
    private static final class Hasty implements LinkSession {
        private static final Reply TAKEN = new Reply(250, "2.0.0", "surely");

        private final LinkSession real;
        private final Map<EnvelopeId, Transfer> open = new HashMap<>();

        Hasty(LinkSession real) {
            this.real = real;
        }

        @Override
        public List<Action> on(Event event, java.time.Instant now) {
            if (event instanceof Event.Offered(List<Transfer> transfers))
                transfers.forEach(t -> open.put(t.envelope().id(), t));
            List<Action> actions = new ArrayList<>();
            for (Action action : real.on(event, now))
                act(action, actions);
            return actions;
        }

        private void act(Action action, List<Action> actions) {
            if (action instanceof Action.Settle || action instanceof Action.Progress) return;
            actions.add(action);
            if (!(action instanceof Action.Send)) return;
            open.values().forEach(t -> actions.add(new Action.Settle(t.envelope().id(), t.envelope().recipients()
                    .stream().collect(Collectors.toMap(r -> r, _ -> new Outcome.Delivered(TAKEN, true))))));
            open.clear();
        }
    }

    /** Leaves out the last mail of a bundle that has several. */
    private record Skipping(Packer real, Map<Unpacked.Mails, Unpacked.Mails> whole) implements Packer {
        Skipping(Packer real) {
            this(real, new java.util.IdentityHashMap<>());
        }

        @Override
        public void read(Body bundle, Consumer<Unpacked> answer) {
            real.read(bundle, unpacked -> answer.accept(
                    unpacked instanceof Unpacked.Mails mails && mails.mails().size() > 1 ? fewer(mails) : unpacked));
        }

        private Unpacked fewer(Unpacked.Mails mails) {
            Unpacked.Mails fewer = new Unpacked.Mails(mails.mails().subList(0, mails.mails().size() - 1),
                    mails.close());
            whole.put(fewer, mails);
            return fewer;
        }

        @Override
        public void accepted(Unpacked.Mails mails, Runnable done) {
            real.accepted(whole.getOrDefault(mails, mails), done);
        }

        @Override
        public void close() {
            real.close();
        }

        @Override
        public Room room() {
            return real.room();
        }

        @Override
        public List<PackedBundle> thawed() {
            return real.thawed();
        }

        @Override
        public void freeze(List<Transfer> transfers, Consumer<Packing> answer) {
            real.freeze(transfers, answer);
        }

        @Override
        public void acknowledged(PackedBundle bundle, Runnable done) {
            real.acknowledged(bundle, done);
        }

        @Override
        public void discard(PackedBundle bundle) {
            real.discard(bundle);
        }

        @Override
        public void withoutHistory() {
            real.withoutHistory();
        }

        @Override
        public String receipt(String id) {
            return real.receipt(id);
        }

        @Override
        public boolean isReceipt(String id, String word) {
            return real.isReceipt(id, word);
        }

        @Override
        public boolean isSealing() {
            return real.isSealing();
        }

        @Override
        public boolean understandsDelays() {
            return real.understandsDelays();
        }

        @Override
        public boolean takesReports() {
            return real.takesReports();
        }
    }

    /** Says of every file that it holds a byte more. */
    private record OneTooFar(UucpSpool real) implements UucpSpool {
        @Override
        public long held(String file) {
            long held = real.held(file);
            return held == 0 ? 0 : held + 1;
        }

        @Override
        public void append(String file, byte[] bytes) {
            real.append(file, bytes);
        }

        @Override
        public void keep(String file) {
            real.keep(file);
        }

        @Override
        public void rename(String file, String to) {
            real.rename(file, to);
        }

        @Override
        public boolean exists(String file) {
            return real.exists(file);
        }

        @Override
        public Body content(String file) {
            return real.content(file);
        }

        @Override
        public void discard(String file) {
            real.discard(file);
        }

        @Override
        public Set<String> lent() {
            return real.lent();
        }

        @Override
        public void remember(String name) {
            real.remember(name);
        }

        @Override
        public boolean remembers(String name) {
            return real.remembers(name);
        }

        @Override
        public void forget(String name) {
            real.forget(name);
        }

        @Override
        public void release() {
            real.release();
        }
    }
}
