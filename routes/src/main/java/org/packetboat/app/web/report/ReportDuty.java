package org.packetboat.app.web.report;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.packetboat.app.web.board.BoardSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each operator one mail for each night, when it is over. What was sent is known by what is on the disk, and by
 * the key of the submission, so that a kill at any moment neither loses nor repeats a report:
 *
 * <table>
 * <caption>What is on the disk</caption>
 * <tr><td>state.json: told up to the night before</td><td>nothing is done yet: the report is made</td></tr>
 * <tr><td>and 2026-11-29.json, which begins there</td><td>it is sent as it is; a repetition has the same key</td></tr>
 * <tr><td>state.json: told up to the end of this night</td><td>done</td></tr>
 * </table>
 *
 * A server that was down when nights ended sends one report about all of them once it is up. If a mail is refused, it
 * is tried again every five minutes, until the next night is over; then that report is about both.
 */
public final class ReportDuty implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final Duration AGAIN = Duration.ofMinutes(5);
    /** A call that goes on after its window is waited for, but not longer. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    /** If the last report was so far in the future, the clock was wrong then. */
    private static final Duration AHEAD = Duration.ofDays(2);
    private static final int MAILS_KEPT = 100;
    private static final Logger LOG = LoggerFactory.getLogger(ReportDuty.class);

    private final NightReports reports;
    private final List<String> operators;
    private final Predicate<Instant> believable;
    /** Of the report that is being sent: who has it, and as which mails. */
    private final Set<String> settled = new HashSet<>();
    private final Set<String> sent = new LinkedHashSet<>();
    private String of = "";
    private Optional<Instant> again = Optional.empty();
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
                    lookOrSay();
                    Thread.sleep(EVERY);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    private void lookOrSay() {
        try {
            look();
        } catch (IOException | RuntimeException e) {
            tell(List.of("the morning report can't be made now, and is tried again: " + e));
        }
    }

    /** Does what is to do now. One thread at a time. */
    void look() throws IOException {
        Instant now = reports.source().now();
        if (!believable.test(now)) return;
        ReportBook.State state = state(now);
        Optional<ReportTimes.Night> over = reports.times().over(now)
                .filter(night -> night.end().isAfter(state.since()));
        if (over.isEmpty()) {
            if (reports.returned().hasChanged()) keep(state.told(), state.mails());
            return;
        }
        if (again.filter(now::isBefore).isPresent() || isTooEarly(over.get().end(), now)) return;
        send(report(state, over.get()), state, now);
    }

    private ReportBook.State state(Instant now) throws IOException {
        Optional<ReportBook.State> kept = reports.book().state();
        if (!begun) {
            kept.ifPresent(state -> reports.returned().add(state.returned()));
            begun = true;
        }
        reports.returned().ignore(Set.copyOf(kept.map(ReportBook.State::mails).orElse(List.of())));
        if (kept.filter(state -> !state.since().isAfter(now.plus(AHEAD))).isPresent()) return kept.get();
        return keep(now.toString(), kept.map(ReportBook.State::mails).orElse(List.of()));
    }

    private ReportBook.State keep(String told, List<String> mails) throws IOException {
        ReportBook.State state = new ReportBook.State(told, reports.returned().all(), mails);
        reports.book().keep(state);
        return state;
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

    private void send(MorningReport report, ReportBook.State state, Instant now) throws IOException {
        String key = report.night(); // a machine that takes over knows no more of it
        if (!of.equals(key)) {
            settled.clear();
            sent.clear();
        }
        of = key;
        List<String> refused = operators.stream().filter(operator -> !settled.contains(operator))
                .flatMap(operator -> submit(report, operator, "report " + key + " " + operator).stream()).toList();
        tell(refused);
        again = refused.isEmpty() ? Optional.empty() : Optional.of(now.plus(AGAIN));
        if (!refused.isEmpty()) return;
        reports.returned().told(report.returned());
        Set<String> mails = new LinkedHashSet<>(state.mails());
        mails.addAll(sent);
        keep(report.to(), mails.stream().skip(Math.max(0, mails.size() - MAILS_KEPT)).toList());
    }

    /** @return why it is not in the queue */
    private Optional<String> submit(MorningReport report, String operator, String key) {
        try {
            String id = reports.source().server().submit("", List.of(operator), ReportMail.of(report, operator),
                    key);
            sent.add(id);
            settled.add(operator);
            LOG.info("event=report-sent night={} to={} id={} well={}", report.night(), operator, id, report.well());
            return Optional.empty();
        } catch (IllegalStateException | IllegalArgumentException e) {
            return Optional.of("the morning report for " + operator + " is not taken, and is tried again: "
                    + e.getMessage());
        }
    }

    private void tell(List<String> found) {
        if (!found.equals(problems)) found.forEach(problem -> LOG.warn("event=report-waits reason=\"{}\"", problem));
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
