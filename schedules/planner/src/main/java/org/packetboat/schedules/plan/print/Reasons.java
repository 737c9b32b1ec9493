package org.packetboat.schedules.plan.print;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.schedules.plan.answer.Bound;
import org.packetboat.schedules.plan.answer.Missed;
import org.packetboat.schedules.plan.answer.Proof;
import org.packetboat.schedules.plan.answer.Why;
import org.packetboat.schedules.plan.question.Terms;

/** Says why something can't be done, and what to do about it. */
final class Reasons {
    private final Words words;

    Reasons(Words words) {
        this.words = words;
    }

    /** A line about a missed site: what, where, and what to do. */
    String of(Missed missed) {
        return missed.site() + ": " + missed.late().map(this::late).orElseGet(() -> of(missed.why()));
    }

    private String late(Missed.Late late) {
        return "would end " + Words.length(late.by()) + " too late, at " + words.time(late.call().end()) + " on "
                + late.server();
    }

    private String of(Why why) {
        return switch (why) {
            case Why.NeverOpens(var window) -> "window \"" + window + "\" never opens again; give it an opening";
            case Why.OpensLater(var window, var next) -> "window \"" + window + "\" doesn't open in the time planned, "
                    + "but next at " + words.time(next) + "; plan for longer, or open it earlier";
            case Why.DeliverByPast(var instant) -> "deliver-by " + words.time(instant)
                    + " has passed; send it without, or with a later one";
            case Why.TermsLeaveNothing(var window, var terms) -> terms(terms) + " leaves nothing of window \"" + window
                    + "\"; change one of them";
            case Why.LargerThanWindow large -> large(large);
            case Why.NoLine(var link, var servers) -> "no line that is up for link " + link + " at "
                    + String.join(", ", servers)
                    + "; give one such a line, mend the line, or pin the site to a server that has one";
            case Why.CallTooLong(var needs, var limits) -> "a call takes " + Words.length(needs) + ", but "
                    + Limiting.words(limits) + " lets none last so long; send less, or allow longer calls";
            case Why.LimitsLeaveNoCall(var window, var calls, var limits) -> "needs "
                    + Words.count(calls, "call") + ", for which " + Limiting.words(limits)
                    + " leaves no room in window \"" + window
                    + "\"; allow more, open it for longer, or send over another link";
            case Why.NoRoom(var window) -> "others take up all of window \"" + window + "\"";
        };
    }

    private static String large(Why.LargerThanWindow large) {
        return large.resumable()
                ? "needs " + Words.length(large.needs()) + " to send, but all openings of window \"" + large.window()
                        + "\" hold " + Words.length(large.has()) + "; send less, or open it for longer"
                : "a call takes " + Words.length(large.needs()) + ", but window \"" + large.window()
                        + "\" is never open longer than " + Words.length(large.has())
                        + "; send less, open it for longer, or, if it is called by UUCP, let it go on in the next "
                        + "(at-close: cut)";
    }

    private String terms(Terms terms) {
        return Stream.concat(terms.notBefore().map(at -> "not-before " + words.time(at)).stream(),
                terms.deliverBy().map(at -> "deliver-by " + words.time(at)).stream())
                .collect(Collectors.joining(" and "));
    }

    /** Why not everything fits. */
    String of(Proof proof) {
        return switch (proof) {
            case Proof.Alone(var sites) -> "Certain: " + Words.count(sites, "site") + " couldn't be served even alone.";
            case Proof.TooMuch much -> "Certain: " + much(much);
            case Proof.Lacking(var time) -> "Certain: " + Words.length(time)
                    + " of line time are lacking within the windows, even if calls could be cut.";
            case Proof.NotFound() -> "Not certain: no plan was found that serves everyone, but none is ruled out.";
        };
    }

    private String much(Proof.TooMuch much) {
        String what = Words.count(much.sites(), "site") + " must be served between " + words.time(much.from())
                + " and " + words.time(much.to()) + " and need " + Words.length(much.needed()) + " of line time; "
                + Words.count(much.servers(), "server") + (much.servers() == 1 ? " has " : " have ")
                + Words.length(much.had());
        return what + (much.needed().compareTo(much.had()) > 0 ? "." : ", but not in long enough pieces.");
    }

    /** What no plan can beat. */
    String of(Bound bound) {
        return "no plan can end before " + words.time(bound.earliestEnd()) + " (" + switch (bound.kind()) {
            case LONGEST_SITE -> "the longest or last site alone";
            case LOAD -> "line time divided by servers";
            case UNCUT_CALLS -> "calls that can't be cut, divided by servers";
            case INTERVAL -> "what must be done at one time, however calls are shifted";
            case FLOW -> "line time within the windows";
        } + ")";
    }
}
