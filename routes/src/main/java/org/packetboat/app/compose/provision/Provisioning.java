package org.packetboat.app.compose.provision;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.packetboat.app.compose.Setup;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.provision.Change;
import org.packetboat.app.config.provision.ChangeReader;
import org.packetboat.app.config.provision.Kind;
import org.packetboat.app.config.provision.Provisioned;
import org.packetboat.app.config.provision.ProvisionedFile;
import org.packetboat.app.web.book.AuditBook;
import org.packetboat.app.web.book.AuditEntry;
import org.packetboat.connectors.jmx.provision.ProvisionAnswer;
import org.packetboat.connectors.jmx.provision.ProvisionCounts;
import org.packetboat.connectors.jmx.provision.ProvisionRow;
import org.packetboat.connectors.smtp.server.PasswordHash;
import org.packetboat.schedules.yaml.Problem;
import org.packetboat.schedules.yaml.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Provisions logins, domains and sites while the server runs. Changes that come together are put in force together or
 * not at all, one set after the other: each is checked as a start would check it, noted in the audit log, written to
 * disk, and then in force. If the server is killed in between, the audit log has it without an answer, and what the
 * disk has is in force after the start. What can't be read, contradicts what was written by hand, or can't be written
 * changes nothing.
 */
public final class Provisioning {
    private static final Logger LOG = LoggerFactory.getLogger(Provisioning.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ProvisionedNow now;
    private final Use use;
    private final AuditBook audit;
    private final InstantSource clock;
    private volatile Counts counts = new Counts(0, 0, Optional.empty());
    private volatile Optional<String> problem;

    private record Counts(long changes, long refused, Optional<Instant> last) {}

    /** The server that uses it. */
    public interface Use {
        /** Has another configuration in force. Returns when it is. @return what is not in force yet, and why */
        List<String> use(Configuration before, Configuration next);

        /** Of mail that waits and that nothing would serve any more, a sentence for each domain. */
        List<String> unserved(Setup next);
    }

    /** @param found what was wrong with its file at the start */
    public Provisioning(ProvisionedNow now, Use use, AuditBook audit, InstantSource clock, List<Problem> found) {
        this.now = now;
        this.use = use;
        this.audit = audit;
        this.clock = clock;
        Configuration configuration = now.configuration();
        Optional<String> unmended = configuration.provisionedFile().mend(configuration.provisioned());
        problem = found.stream().map(Problem::toString).findFirst().or(() -> unmended);
    }

    /** What is provisioned. */
    public Provisioned provisioned() {
        return now.configuration().provisioned();
    }

    /** How much that is. */
    public ProvisionCounts counts() {
        Counts so = counts;
        Provisioned all = provisioned();
        return new ProvisionCounts(all.of(Kind.LOGIN).size(), all.of(Kind.DOMAIN).size(), all.of(Kind.SITE).size(),
                so.changes(), so.refused(), so.last().map(Instant::toString).orElse(""), problem.orElse(""));
    }

    /**
     * Puts changes in force.
     *
     * @throws IllegalArgumentException if they are refused: a line for each reason, and nothing has changed
     * @throws IllegalStateException    if they can't be written down: nothing has changed
     */
    public ProvisionAnswer apply(Wanted wanted, Caller caller) {
        try {
            Problems problems = new Problems();
            List<Change> changes = ChangeReader.read(wanted.source(), wanted.text(), problems);
            mustBeGood(problems.list());
            if (changes.isEmpty())
                throw new IllegalArgumentException(
                        wanted.source() + ": found nothing; expected logins, domains or sites");
            if (!caller.isLocal()) NamedFiles.refuse(changes);
            return apply(wanted, caller, changes, hashed(changes));
        } catch (IllegalArgumentException | IllegalStateException e) {
            synchronized (this) {
                counts = new Counts(counts.changes(), counts.refused() + 1, counts.last());
            }
            LOG.warn("event=provision-refused user={} address={} reason=\"{}\"", caller.user(), caller.address(),
                    String.valueOf(e.getMessage()).replace('"', '\'').replace('\n', ';'));
            throw e;
        }
    }

    /** Passwords by login, as hashes: making one takes a tenth of a second, in which others may provision. */
    private Map<String, String> hashed(List<Change> changes) {
        Map<String, String> known = provisioned().of(Kind.LOGIN);
        Map<String, String> hashes = new HashMap<>();
        changes.stream().filter(change -> change.what() instanceof Change.What.Password)
                .forEach(change -> change.value(Optional.ofNullable(known.get(change.name())),
                        text -> PasswordHash.of(text, RANDOM)).ifPresent(hash -> hashes.put(change.name(), hash)));
        return hashes;
    }

    private synchronized ProvisionAnswer apply(Wanted wanted, Caller caller, List<Change> changes,
            Map<String, String> hashes) {
        Configuration before = now.configuration();
        Provisioned old = before.provisioned();
        mustFit(wanted.names(), changes, old);
        Map<Kind, Map<String, Optional<String>>> values = new EnumMap<>(Kind.class);
        List<ProvisionRow> rows = new ArrayList<>();
        for (Change change : changes) {
            Optional<String> value = change.what() instanceof Change.What.Password
                    ? Optional.of(hashes.get(change.name()))
                    : change.value(Optional.empty(), _ -> null);
            Optional<String> was = Optional.ofNullable(old.of(change.kind()).get(change.name()));
            values.computeIfAbsent(change.kind(), _ -> new HashMap<>()).put(change.name(), value);
            rows.add(new ProvisionRow(change.kind().word(), change.name(), done(was, value)));
        }
        Configuration next = before.with(old.with(values));
        Optional<Setup> setup = checked(before, next, changes);
        List<String> notes = new ArrayList<>(setup.map(use::unserved).orElse(List.of()));
        notes.addAll(new Contradictions(next, new Problems()).remaining(changes));
        if (!wanted.dryRun()) put(before, next, rows, notes, caller);
        return new ProvisionAnswer(rows, notes, !wanted.dryRun());
    }

    private static String done(Optional<String> was, Optional<String> is) {
        if (is.isEmpty()) return was.isEmpty() ? "absent" : "removed";
        if (was.isEmpty()) return "added";
        return was.equals(is) ? "unchanged" : "changed";
    }

    private static void mustFit(Wanted.Names names, List<Change> changes, Provisioned old) {
        List<Problem> wrong = new ArrayList<>();
        for (Change change : changes) {
            boolean there = old.of(change.kind()).containsKey(change.name());
            boolean removes = change.what() instanceof Change.What.Removed;
            if (names == Wanted.Names.NEW && there && !removes) {
                wrong.add(error(change, "found one that is provisioned already; \"packetboat " + change.kind().word()
                        + (change.kind() == Kind.DOMAIN ? " list\" shows those that are" : " set\" changes it")));
            } else if (names == Wanted.Names.KNOWN && !there) {
                wrong.add(error(change, "found one that is not provisioned; \"packetboat " + change.kind().word()
                        + " list\" shows those that are"));
            }
        }
        mustBeGood(wrong);
    }

    static Problem error(Change change, String message) {
        return new Problem(Problem.Weight.ERROR, change.place(), change.kind().key() + "." + change.name(), message);
    }

    /** Refuses what a start would refuse. @return empty if neither domains nor sites change */
    private Optional<Setup> checked(Configuration before, Configuration next, List<Change> changes) {
        Problems problems = new Problems();
        Contradictions contradictions = new Contradictions(next, problems);
        contradictions.find(changes);
        mustBeGood(problems.list());
        if (!ProvisionedFile.canKeep(next.provisioned()))
            throw new IllegalArgumentException("refused, nothing was changed: one of the names could not be read back "
                    + "from the file that keeps them; expected names of at most 500 characters, of those that text may "
                    + "have (not U+FFFE, U+FFFF, or half of a pair)");
        boolean sameWays = before.provisioned().of(Kind.SITE).equals(next.provisioned().of(Kind.SITE))
                && before.provisioned().of(Kind.DOMAIN).equals(next.provisioned().of(Kind.DOMAIN));
        if (sameWays) return Optional.empty();
        return switch (Setup.of(next, List.of(), clock.instant())) {
            case Setup.Result.Good(Setup setup, var _) -> {
                contradictions.find(changes, setup.schedules().routes());
                mustBeGood(problems.list());
                yield Optional.of(setup);
            }
            case Setup.Result.Bad(List<Problem> bad) -> throw refused(bad.stream().filter(Problem::isError)
                    .map(each -> SitePlaces.of(next, changes).told(each)).toList());
        };
    }

    /** Notes, writes and uses it. @param notes gets what somebody should know of that */
    private void put(Configuration before, Configuration next, List<ProvisionRow> rows, List<String> notes,
            Caller caller) {
        List<ProvisionRow> real = rows.stream().filter(row -> !row.done().equals("unchanged")
                && !row.done().equals("absent")).toList();
        if (real.isEmpty()) return;
        List<AuditEntry> entries = noted(real, caller);
        try {
            problem = next.provisionedFile().write(next.provisioned());
            problem.ifPresent(notes::add);
        } catch (IOException e) {
            audit.answered(entries, "not done: it can't be written: " + e);
            throw new IllegalStateException("nothing was done, since " + next.provisionedFile().file()
                    + " can't be written: " + e, e);
        }
        now.set(next);
        notes.addAll(use.use(before, next));
        counts = new Counts(counts.changes() + real.size(), counts.refused(), Optional.of(clock.instant()));
        audit.answered(entries, said(notes));
    }

    /** Each entry has it, of thousands that may come together. */
    private static String said(List<String> notes) {
        if (notes.isEmpty()) return "in force";
        String first = "in force; " + notes.getFirst();
        return notes.size() == 1 ? first : first + "; and " + (notes.size() - 1) + " more notes";
    }

    private List<AuditEntry> noted(List<ProvisionRow> rows, Caller caller) {
        Instant at = clock.instant();
        try {
            return audit.asked(at, rows.stream().map(row -> new AuditEntry("", at.toString(), caller.user(),
                    caller.address(), row.what() + "-" + row.done(), row.name(), caller.note(), "")).toList());
        } catch (IOException e) {
            throw new IllegalStateException("nothing was done, since it can't be written into the audit log: " + e, e);
        }
    }

    private static void mustBeGood(List<Problem> problems) {
        List<Problem> errors = problems.stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) throw refused(errors.stream().map(Problem::toString).toList());
    }

    private static IllegalArgumentException refused(List<String> lines) {
        return new IllegalArgumentException("refused, nothing was changed\n"
                + lines.stream().map(line -> "  " + line).collect(Collectors.joining("\n")));
    }
}
