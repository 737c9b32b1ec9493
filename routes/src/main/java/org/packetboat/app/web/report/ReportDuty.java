package org.packetboat.app.web.report;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.packetboat.app.web.board.BoardSnapshot;
import org.packetboat.connectors.log.Repeats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each operator one mail for each night, when it is over. What was sent is known by what is on the disk, and by
 * the key of the submission, so that a kill at any moment neither loses nor repeats a report:
 *
 * <table>
 * <caption>What is on the disk</caption>
 * <tr><td>state.json: told up to the night before</td><td>nothing is done yet: the report is made</td></tr>
 * <tr><td>and 2026-11-29.json, which begins there</td><td>it is taken as it is</td></tr>
 * <tr><td>state.json: told up to the end of this night, owed to anna</td><td>it is sent to her; a repetition has the
 * same key</td></tr>
 * <tr><td>state.json: owed to nobody</td><td>done</td></tr>
 * </table>
 *
 * A server that was down when nights ended sends one report about all of them once it is up. A mail that is refused is
 * tried again every five minutes, and keeps nobody else from the next report. After its report, nothing more is told of
 * a night: if the timetable gives it another end, what is left goes into the next one.
 */
public final class ReportDuty implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final Duration AGAIN = Duration.ofMinutes(5);
    /** A call that goes on after its window is waited for, but not longer. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    /** If the last report was so far in the future, the clock was wrong then. */
    private static final Duration AHEAD = Duration.ofMinutes(30);
    private static final int MAILS_KEPT = 100;
    /** Nights for one operator; who missed more has had enough. */
    private static final int MOST_OWED = 7;
    private static final String THIS = "morning-report";
    private static final Logger LOG = LoggerFactory.getLogger(ReportDuty.class);

    private final NightReports reports;
    private final List<String> operators;
    private final Predicate<Instant> believable;
    /** What the queue has taken, by its ids, and the state does not say yet. */
    private final Map<ReportBook.Owed, String> taken = new LinkedHashMap<>();
    private final Repeats repeats = new Repeats();
    private Optional<Instant> again = Optional.empty();
    private List<String> refused = List.of();
    /** As which change of what came back the state has it. */
    private long written;
    private boolean begun;
    private volatile List<String> problems = List.of();
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    /** @param operators who gets it @param believable whether the clock can be right */
    public ReportDuty(NightReports reports, List<String> operators, Predicate<Instant> believable) {
        this.reports = reports;
        this.operators = List.copyOf(operators);
        this.believable = believable;
    }

    /** Looks every 20 seconds from now on. */
    public ReportDuty start() {
        thread = Thread.ofVirtual().name("morning-report").start(() -> {
            try {
                while (true) {
                    look();
                    Thread.sleep(EVERY);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    /** Does what is to do now, and says what can't be done. One thread at a time. */
    void look() {
        List<String> found = new ArrayList<>();
        try {
            Instant now = reports.source().now();
            if (believable.test(now)) look(now, found);
        } catch (IOException | RuntimeException e) {
            found.add("the morning report can't be made or noted now, and is tried again: " + e);
        }
        tell(found);
    }

    private void look(Instant now, List<String> found) throws IOException {
        ReportBook.State state = state(now);
        try {
            state = withNight(state, now);
        } catch (IOException | RuntimeException e) {
            found.add("the morning report can't be made now, and is tried again: " + e);
        }
        send(state, now);
        found.addAll(refused);
    }

    /** What has come back is on the disk afterwards, whatever becomes of the report. */
    private ReportBook.State state(Instant now) throws IOException {
        Optional<ReportBook.State> kept = reports.book().state();
        if (!begun) {
            kept.ifPresent(state -> reports.returned().add(state.returned()));
            begun = true;
        }
        reports.returned().ignore(Set.copyOf(kept.map(ReportBook.State::mails).orElse(List.of())));
        ReportBook.State state = kept.orElseGet(() -> ReportBook.State.begin(now));
        if (state.since().isAfter(now.plus(AHEAD))) state = state.anew(now, reports.times().date(now));
        boolean isWritten = kept.equals(Optional.of(state)) && reports.returned().changes() == written;
        return isWritten ? state : keep(state, List.of());
    }

    /** @param told of what came back */
    private ReportBook.State keep(ReportBook.State state, List<MorningReport.Returned> told) throws IOException {
        long changes = reports.returned().changes();
        ReportBook.State fresh = state.with(reports.returned().without(told));
        reports.book().keep(fresh);
        reports.returned().told(told);
        written = changes;
        return fresh;
    }

    /** The state, in which a night that is over is told, and owed to everybody. */
    private ReportBook.State withNight(ReportBook.State state, Instant now) throws IOException {
        Optional<ReportTimes.Night> over = reports.times().over(now).filter(state::isNews);
        if (over.isEmpty() || isTooEarly(over.get().end(), now)) return state;
        MorningReport report = report(state, over.get());
        List<ReportBook.Owed> owed = new ArrayList<>();
        for (String operator : operators) {
            List<ReportBook.Owed> before = state.owed().stream().filter(o -> o.operator().equals(operator)).toList();
            int many = Math.max(0, before.size() - MOST_OWED + 1);
            before.stream().limit(many).forEach(lost -> LOG.warn("event=report-given-up night={} to={}", lost.night(),
                    operator));
            owed.addAll(before.subList(many, before.size()));
            owed.add(new ReportBook.Owed(operator, report.night(), state.number()));
        }
        again = Optional.empty();
        return keep(state.told(report, owed), report.returned());
    }

    /** At a time that was configured it goes at once. */
    private boolean isTooEarly(Instant end, Instant now) {
        if (!now.isBefore(end.plus(PATIENCE))) return false;
        BoardSnapshot snapshot = reports.source().snapshot();
        if (snapshot.late()) return true;
        if (reports.times().at().isPresent()) return false;
        return snapshot.sessions().stream().anyMatch(session -> Instant.parse(session.began()).isBefore(end));
    }

    private MorningReport report(ReportBook.State state, ReportTimes.Night night) throws IOException {
        Optional<MorningReport> kept = reports.book().report(night.date())
                .filter(report -> report.from().equals(state.told()));
        if (kept.isPresent()) return kept.get();
        MorningReport made = ReportMaker.make(reports.source(), reports.zone(),
                reports.wanted(night.date(), state.since(), night.end(), reports.returned().all()));
        reports.book().keep(made);
        return made;
    }

    /** Hands over what is owed: to each operator the oldest first, until one is refused. */
    private void send(ReportBook.State state, Instant now) throws IOException {
        if (state.owed().isEmpty()) {
            refused = List.of();
            again = Optional.empty();
            return;
        }
        // An hour that is further off than we ever wait was set by a clock that has been put back.
        if (again.filter(at -> now.isBefore(at) && !at.isAfter(now.plus(AGAIN))).isPresent()) return;
        refused = operators.stream().flatMap(operator -> submit(state, operator).stream()).toList();
        again = refused.isEmpty() ? Optional.empty() : Optional.of(now.plus(AGAIN));
        List<ReportBook.Owed> left = state.owed().stream()
                .filter(owed -> !taken.containsKey(owed) && operators.contains(owed.operator())).toList();
        if (left.equals(state.owed())) return;
        Set<String> mails = new LinkedHashSet<>(state.mails());
        taken.values().stream().filter(id -> !id.isEmpty()).forEach(mails::add);
        keep(state.owing(left, mails.stream().skip(Math.max(0, mails.size() - MAILS_KEPT)).toList()), List.of());
        taken.clear();
    }

    /** @return why something is not in the queue */
    private Optional<String> submit(ReportBook.State state, String operator) {
        List<ReportBook.Owed> all = state.owed().stream()
                .filter(owed -> owed.operator().equals(operator) && !taken.containsKey(owed)).toList();
        for (int i = 0; i < all.size(); i++) {
            try {
                taken.put(all.get(i), submit(all.get(i)));
            } catch (RuntimeException e) {
                String nights = all.stream().skip(i).map(ReportBook.Owed::night).collect(Collectors.joining(", "));
                return Optional.of("the morning report for " + operator + " (" + nights
                        + ") is not taken, and is tried again: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** @return its queue id; empty if nothing is known of that night any more */
    private String submit(ReportBook.Owed owed) {
        Optional<MorningReport> found = reports.report(owed.night());
        if (found.isEmpty()) {
            LOG.warn("event=report-lost night={} to={}", owed.night(), owed.operator());
            return "";
        }
        MorningReport report = found.get();
        String id = reports.source().server().submit("", List.of(owed.operator()),
                ReportMail.of(report, owed.operator(), owed.number()), owed.key());
        LOG.info("event=report-sent night={} to={} id={} well={}", report.night(), owed.operator(), id, report.well());
        return id;
    }

    private void tell(List<String> found) {
        if (found.isEmpty()) repeats.over(THIS);
        found.forEach(problem -> repeats.happened(THIS, problem).ifPresent(
                times -> LOG.warn("event=report-waits reason=\"{}\"{}", problem, Repeats.times(times))));
        problems = List.copyOf(found);
    }

    /** Why a report is not on its way. */
    public List<String> problems() {
        return problems;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
