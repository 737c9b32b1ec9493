package org.packetboat.schedules.plan.question;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what makes a question senseless, all of it at once. */
public final class QuestionCheck {
    private final PlanQuestion question;
    private final List<Trouble> troubles = new ArrayList<>();

    private QuestionCheck(PlanQuestion question) {
        this.question = question;
    }

    public static List<Trouble> troubles(PlanQuestion question) {
        QuestionCheck check = new QuestionCheck(question);
        check.lines();
        check.unique("site", question.sites().stream().map(PlanSite::name));
        check.unique("server", question.servers().stream().map(PlanServer::name));
        check.unique("line", question.servers().stream().flatMap(server -> server.lines().stream())
                .map(PlanLine::name));
        check.pins();
        return check.troubles;
    }

    private void lines() {
        if (question.servers().isEmpty()) {
            add("servers", "there is none", "name at least one server with a line");
        } else if (question.servers().stream().allMatch(server -> server.lines().isEmpty())) {
            add("servers", "none has a line that is up", "give one a line, or wait until a line is back");
        }
    }

    private void unique(String what, Stream<String> names) {
        Set<String> seen = new HashSet<>();
        names.filter(name -> !seen.add(name)).distinct()
                .forEach(name -> add(what + " " + name, "named twice", "give each " + what + " a name of its own"));
    }

    private void pins() {
        Set<String> known = question.servers().stream().map(PlanServer::name).collect(Collectors.toSet());
        String names = question.servers().stream().map(PlanServer::name).collect(Collectors.joining(", "));
        for (PlanSite site : question.sites()) {
            site.terms().servers().stream().filter(pin -> !known.contains(pin))
                    .forEach(pin -> add("site " + site.name(), "pinned to server " + pin + ", which isn't there",
                            "name one of: " + names + ", or remove the pin"));
        }
    }

    private void add(String where, String found, String remedy) {
        troubles.add(new Trouble(where, found, remedy));
    }
}
