package org.packetboat.engine.why;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.text.Quoted;

/** Says in two sentences why mail waits and when it goes. */
public final class WhyText {
    private static final int MOST_NAMED = 3;

    private final DateTimeFormatter time;

    /** @param zone of all times */
    public WhyText(ZoneId zone) {
        this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    public String sentence(Why why) {
        String who = why.envelope().id() + " for " + some(why.envelope().recipients().stream().map(Recipient::address)
                .map(Object::toString).toList());
        boolean told = why.cause() instanceof Cause.ForItsStage;
        return who + " " + because(why) + goes(why) + "."
                + why.trouble().filter(_ -> !told).map(t -> " But it " + shown(t) + ".").orElse("");
    }

    private String because(Why why) {
        String route = why.route().map(r -> "route " + r).orElse("its route");
        return switch (why.cause()) {
            case Cause.Sending() -> "is being sent now";
            case Cause.Held() -> "waits: an operator holds it. It goes after \"packetboat release "
                    + why.envelope().message().id() + "\"";
            case Cause.HeldByRule(String rule) -> "waits: an operator holds " + (rule.equals("ALL") ? "all mail" : rule)
                    + ". It goes after \"packetboat release " + rule + "\"";
            case Cause.NoRoute() -> "waits: no route serves " + why.envelope().destination().name()
                    + ". It comes back to its sender at " + time.format(why.ends());
            case Cause.WrongClock() ->
                "waits: this machine's clock can't be right, so " + route + " stays shut until the "
                        + "clock is set";
            case Cause.NotBefore(Instant at) -> "waits: its sender wants it sent at " + time.format(at) + " or later";
            case Cause.ForItsStage() -> why.trouble().map(WhyText::shown)
                    .orElse("waits: the stage of its big send has not begun");
            case Cause.GoesAlong() -> "waits for the next session with " + route
                    + ", whoever calls: it tells what became of mail, and no call is made for that";
            case Cause.Carried(Instant until) -> "is carried, and is sent again at " + time.format(until)
                    + " if no answer has come" + said(why.envelope().lastReply());
            case Cause.Retry(Instant at) -> "waits for its next attempt at " + time.format(at) + said(why.envelope()
                    .lastReply());
            case Cause.NeverOpens() -> "waits: " + route + " never opens again. It comes back to its sender at "
                    + time.format(why.ends());
            case Cause.ForLargeMail(Instant opens, long most, String name) -> "waits: it has "
                    + why.envelope().message().size() + " bytes, and mail above " + most + " bytes goes by " + route
                    + " only in window " + name + ", which opens at " + time.format(opens);
            case Cause.ForItsGrade(Instant opens, int below, String name) -> "waits: its priority is "
                    + why.envelope().priority().value() + ", and for mail below " + below + " " + route
                    + " is called only in window " + name + ", which opens at " + time.format(opens);
            case Cause.Offered(long most) ->
                "waits until somebody asks for it: it has " + why.envelope().message().size()
                        + " bytes, and mail above " + most + " bytes is only offered to " + route
                        + ". It goes after \"packetboat request " + why.envelope().message().id()
                        + "\", or comes back to its sender at " + time.format(why.ends());
            case Cause.Closed(Instant opens) -> "waits: " + route + " is closed until " + time.format(opens);
            case Cause.Resting(Instant until, Optional<Reply> reply) -> "waits: " + route + " rests until "
                    + time.format(until) + " after a failure" + said(reply);
            case Cause.Limited(var limit) -> "waits: " + limit.limit() + " " + limit.value() + " of " + limit.of()
                    + " is reached; no call before " + time.format(limit.until());
            case Cause.Down(Reply reply) -> "waits: all hosts of " + route + " are down" + said(Optional.of(reply))
                    + ". It goes when one of them answers again";
            case Cause.Behind() -> "waits for its turn in the session that is under way with " + route;
            case Cause.Cheaper(Instant at) -> "waits for a cheaper hour of the tariff of " + route + ", until "
                    + time.format(at);
            case Cause.Turn(List<String> others) -> "waits for its turn: the line of " + route + " is busy with "
                    + some(others);
            case Cause.Disk() -> "waits: the disk does not take what became of other mail, so that nothing is sent";
            case Cause.NoLease() ->
                "waits: the hub's brokers have not confirmed in the last 2 s that this machine owns "
                        + "the queue, or it has just taken over, so that nothing is sent";
            case Cause.Now() -> "goes at once";
        } + ahead(why);
    }

    private static String ahead(Why why) {
        if (why.ahead() == 0 || why.cause() instanceof Cause.Sending) return "";
        return ", behind " + (why.ahead() >= Why.MOST_COUNTED ? "more than " : "") + why.ahead()
                + (why.ahead() == 1 ? " other" : " others");
    }

    private String goes(Why why) {
        boolean told = switch (why.cause()) {
            case Cause.Closed(Instant opens) -> why.goes().filter(opens::equals).isPresent();
            case Cause.ForLargeMail(Instant opens, var _, var _) -> why.goes().filter(opens::equals).isPresent();
            case Cause.ForItsGrade(Instant opens, var _, var _) -> why.goes().filter(opens::equals).isPresent();
            case Cause.Resting(Instant until, var _) -> why.goes().filter(until::equals).isPresent();
            case Cause.Carried(Instant until) -> why.goes().filter(until::equals).isPresent();
            case Cause.Retry(Instant at) -> why.goes().filter(at::equals).isPresent();
            case Cause.NotBefore(Instant at) -> why.goes().filter(at::equals).isPresent();
            case Cause.Limited(var limit) -> why.goes().filter(limit.until()::equals).isPresent();
            default -> why.goes().isEmpty();
        };
        String goes = told ? "" : why.goes().map(at -> ". It can go at " + time.format(at)).orElse("");
        return goes + why.arrives().map(at -> (goes.isEmpty() ? ". It" : ", and") + " should be there at "
                + time.format(at)).orElse("");
    }

    private static String said(Optional<Reply> reply) {
        return reply.map(r -> " (\"" + Quoted.inner(r.toString()) + "\")").orElse("");
    }

    private static String shown(String trouble) {
        return Quoted.printable(trouble);
    }

    private static String some(List<String> all) {
        int more = all.size() - MOST_NAMED;
        return all.stream().limit(MOST_NAMED).map(Quoted::printable).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
