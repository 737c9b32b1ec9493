package org.packetboat.app.simulate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.packetboat.schedules.plan.Missed;
import org.packetboat.schedules.plan.PlanAnswer;
import org.packetboat.schedules.plan.PlanQuestion;
import org.packetboat.schedules.plan.PlanServer;
import org.packetboat.schedules.plan.Planner;
import org.packetboat.schedules.plan.PlannerSettings;
import org.packetboat.schedules.plan.Schedule;
import org.packetboat.schedules.plan.Trouble;

/** Which server serves which site: the planner says, also for sites that it can't serve in time. */
public final class Assignment {
    private Assignment() {}

    /**
     * The server of each site, by name.
     *
     * @throws IllegalArgumentException if the question makes no sense, with what is wrong
     */
    public static Map<String, String> of(PlanQuestion question) {
        if (question.servers().size() == 1)
            return question.sites().stream().collect(Collectors.toMap(s -> s.name(),
                    _ -> question.servers().getFirst().name()));
        return switch (new Planner(PlannerSettings.USUAL).planOnly(question)) {
            case PlanAnswer.Fits(Schedule schedule) -> planned(schedule);
            case PlanAnswer.DoesNotFit(Schedule schedule, List<Missed> missed, var _, var _) -> {
                Map<String, String> servers = planned(schedule);
                for (int i = 0; i < missed.size(); i++)
                    servers.put(missed.get(i).site(), server(missed.get(i), question.servers(), i));
                yield servers;
            }
            case PlanAnswer.Unanswerable(List<Trouble> troubles) -> throw new IllegalArgumentException(
                    String.join("; ", troubles.stream().map(Trouble::toString).toList()));
        };
    }

    private static Map<String, String> planned(Schedule schedule) {
        Map<String, String> servers = new HashMap<>();
        schedule.sites().forEach(site -> servers.put(site.name(), site.server()));
        return servers;
    }

    private static String server(Missed missed, List<PlanServer> servers, int number) {
        return missed.late().map(Missed.Late::server).orElse(servers.get(number % servers.size()).name());
    }
}
