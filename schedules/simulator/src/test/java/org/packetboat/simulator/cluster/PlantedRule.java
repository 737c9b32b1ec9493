package org.packetboat.simulator.cluster;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.log.LogRules;
import org.packetboat.engine.log.LogSettings;
import org.packetboat.engine.log.IntakeState;
import org.packetboat.engine.log.entry.LogPosition;
import org.packetboat.engine.log.entry.LogRecord;
import org.packetboat.engine.sim.ForwardingStore;
import org.packetboat.engine.store.Batch;
import org.packetboat.engine.store.Batch.Change;
import org.packetboat.engine.store.Family;
import org.packetboat.engine.store.Store;

/** Machines that do without one of the rules of {@code docs/cluster-log.md}: each has to be found by playing worlds. */
enum PlantedRule implements ClusterParts {
    /** Rule 1: a commit is answered before the log has it. */
    ANSWERED_BEFORE_THE_LOG(s -> new LogRules(s) {
        @Override
        protected boolean mayAnswer(boolean acknowledged, boolean synced) {
            return true;
        }
    }),
    /** Rule 1: a commit is answered before the store has it. */
    ANSWERED_BEFORE_THE_STORE(s -> new LogRules(s) {
        @Override
        protected boolean mayAnswer(boolean acknowledged, boolean synced) {
            return acknowledged;
        }
    }),
    /** Rule 1: the position comes in a batch of its own. */
    POSITION_APART(LogRules::new) {
        @Override
        public Store store(Store real) {
            return new TwoBatches(real);
        }
    },
    /** An entry counts with its first piece. */
    FIRST_PIECE(s -> new LogRules(s) {
        @Override
        protected boolean isWhole(LogRecord.Piece piece) {
            return true;
        }
    }),
    /** Repeated pieces are taken. */
    ANY_PIECE(s -> new LogRules(s) {
        @Override
        protected boolean isNextPiece(int had, LogRecord.Piece piece) {
            return true;
        }
    }),
    /** Rule 2: numbers alone decide what follows. */
    NUMBERS_ALONE(s -> new LogRules(s) {
        @Override
        protected boolean follows(LogPosition now, LogPosition next) {
            return next.number() == now.number() + 1;
        }
    }),
    /** Rule 2: repeated entries count. */
    REPEATS(s -> new LogRules(s) {
        @Override
        protected boolean follows(LogPosition now, LogPosition next) {
            return next.opening() == now.opening() && next.number() <= now.number() + 1;
        }
    }),
    /** Rule 2: every opening of a later term counts, wherever its writer had read to. */
    ANY_OPENING(s -> new LogRules(s) {
        @Override
        protected boolean opens(LogPosition now, LogRecord.Opened opened) {
            return opened.at().term() > now.term();
        }
    }),
    /** Rule 3: whoever is in doubt fences before it has read who owns. */
    FENCED_UNREAD(s -> new LogRules(s) {
        @Override
        protected boolean mayFenceUnread() {
            return true;
        }
    }),
    /** Rule 3: nobody is fenced. */
    NO_FENCE(LogRules::new) {
        @Override
        public boolean fences() {
            return false;
        }
    },
    /** Rule 3a: an opening that was acknowledged is taken for one that counts. */
    SERVED_UNREAD(s -> new LogRules(s) {
        @Override
        protected boolean mayServeUnread() {
            return true;
        }
    }),
    /** Rule 4: an owner does not see that the log became shorter. */
    PLACES_UNSEEN(s -> new LogRules(s) {
        @Override
        protected boolean isBehind(long offset, long earlier) {
            return true;
        }
    }),
    /** Rule 4: a store ahead of the log is thrown away, though no newer term is there. */
    AHEAD_GIVEN_UP(s -> new LogRules(s) {
        @Override
        protected boolean isOnTheBranch(boolean cameThrough) {
            return false;
        }
    }),
    /** Rule 4: a store on a branch that was lost is kept. */
    BRANCH_KEPT(s -> new LogRules(s) {
        @Override
        protected boolean isOnTheBranch(boolean cameThrough) {
            return true;
        }
    }),
    /** Rule 4: no new snapshot after brokers have lost records. */
    NO_NEW_SNAPSHOT(s -> new LogRules(s) {
        @Override
        protected boolean needsSnapshot(boolean logHasAll) {
            return false;
        }
    }),
    /** Rule 5: an owner starts envelopes as long as it does not know better. */
    NO_LEASE(s -> new LogRules(s) {
        @Override
        protected boolean mayStart(Duration now, Duration notBefore, Optional<Duration> lease) {
            return now.compareTo(notBefore) >= 0;
        }
    }),
    /** Rule 5b: a session begins all that it was handed. */
    HANDED_OUT_UNCHECKED(s -> new LogRules(s) {
        @Override
        protected boolean mayBegin(boolean lasts) {
            return true;
        }
    }),
    /** Rule 5c: an owner that hands over goes on sending. */
    SENDS_AFTER_HANDOVER(s -> new LogRules(s) {
        @Override
        protected boolean sendsAfterHandover() {
            return true;
        }
    }),
    /** Rule 5: the lease counts from the acknowledgement. */
    LEASE_FROM_THE_ANSWER(s -> new LogRules(s) {
        @Override
        protected Duration leaseFrom(Duration sent, Duration acknowledged) {
            return acknowledged;
        }
    }),
    /** Rule 5: a new owner starts at once. */
    NO_WAIT(s -> new LogRules(s) {
        @Override
        protected Duration leaseWait() {
            return Duration.ZERO;
        }
    }),
    /** Rule 5: a new owner waits for as long as the lease, by a clock that may be faster. */
    NO_MARGIN(s -> new LogRules(s) {
        @Override
        protected Duration leaseWait() {
            return settings().lease();
        }
    }),
    /** Rule 5: the owner gives no sign of life. */
    NO_HEARTBEATS(s -> new LogRules(s) {
        @Override
        protected boolean isHeartbeatDue(Duration now, Duration last) {
            return false;
        }
    }),
    /** Rule 5a: silence is what the clock says. */
    SILENCE_BY_THE_CLOCK(s -> new LogRules(s) {
        @Override
        protected Duration silence(Duration quiet, Duration looked, Duration now) {
            return now.minus(quiet);
        }
    }),
    /** Rule 6: the log is cut before a snapshot that nobody has read back. */
    CUT_UNREAD(s -> new LogRules(s) {
        @Override
        protected boolean mayCut(boolean readBack, boolean inTheLog) {
            return inTheLog;
        }
    }),
    /** Rule 6: the log is cut before a snapshot that may be of a lost branch. */
    CUT_UNSEEN(s -> new LogRules(s) {
        @Override
        protected boolean mayCut(boolean readBack, boolean inTheLog) {
            return readBack;
        }
    }),
    /** Rule 6a: a new life gives the names of the one before again. */
    NAMES_AGAIN(s -> new LogRules(s) {
        @Override
        protected String name(String machine, long life, long number) {
            return machine + "/" + number;
        }
    }),
    /** Rule 7: the transaction stays open. */
    NO_END_OF_TRANSACTION(s -> new LogRules(s) {
        @Override
        protected boolean isTransactionDue(Duration now, Duration begun) {
            return false;
        }
    }),
    /** Rule 8: mail is taken though no broker answers. */
    ALWAYS_OPEN(s -> new LogRules(s) {
        @Override
        protected IntakeState intakeState(boolean owns, Duration waiting) {
            return IntakeState.OPEN;
        }
    });

    private final Function<LogSettings, LogRules> rules;

    PlantedRule(Function<LogSettings, LogRules> rules) {
        this.rules = rules;
    }

    @Override
    public LogRules rules(LogSettings settings) {
        return rules.apply(settings);
    }

    /** Writes the checkpoint, the last change of a batch, in a batch of its own. */
    private static final class TwoBatches extends ForwardingStore {
        TwoBatches(Store store) {
            super(store);
        }

        @Override
        public void commit(Batch batch, Answer answer) {
            Batch rest = new Batch();
            Batch checkpoint = new Batch();
            for (Change change : batch.changes())
                (isCheckpoint(change) ? checkpoint : rest).changes().add(change);
            super.commit(rest, failure -> {
                if (failure.isPresent()) answer.on(failure);
                else super.commit(checkpoint, answer);
            });
        }

        private static boolean isCheckpoint(Change change) {
            return change.family() == Family.META && Arrays.equals(change.key(), new byte[]{0, 'l', 'o', 'g'});
        }
    }
}
