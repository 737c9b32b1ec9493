package org.packetboat.schedules.plan.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.packetboat.schedules.plan.question.Allowance;
import org.packetboat.schedules.plan.question.Terms;

/** Why a site is missed. */
public sealed interface Why {
    /** Its window never opens again. */
    record NeverOpens(String window) implements Why {}

    /** Its window opens, but not within the horizon. */
    record OpensLater(String window, Instant next) implements Why {}

    /** It must have been served by an instant that has passed. */
    record DeliverByPast(Instant deliverBy) implements Why {}

    /** Not-before and deliver-by leave nothing of its windows. */
    record TermsLeaveNothing(String window, Terms terms) implements Why {}

    /** One call is longer than any of its windows, or, if resumable, than all of them together. */
    record LargerThanWindow(String window, Duration needs, Duration has, boolean resumable) implements Why {}

    /** No server that may serve it has a line for its link. */
    record NoLine(String link, List<String> servers) implements Why {}

    /** It can't be cut, and takes longer than a call may last. */
    record CallTooLong(Duration needs, Allowance limits) implements Why {}

    /** Its limits leave no room for its calls within its window. @param calls how many it needs */
    record LimitsLeaveNoCall(String window, int calls, Allowance limits) implements Why {}

    /** It could be served, but others take up the time. */
    record NoRoom(String window) implements Why {}

    /** Whether more time or less to send would help. */
    default boolean isMatterOfTime() {
        return switch (this) {
            case LargerThanWindow _, NoRoom _, LimitsLeaveNoCall _, CallTooLong _ -> true;
            case NeverOpens _, OpensLater _, DeliverByPast _, TermsLeaveNothing _, NoLine _ -> false;
        };
    }
}
