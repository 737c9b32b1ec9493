package org.packetboat.app.cli.init;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The steps that are left to the person who ran {@code init}. */
final class NextSteps {
    private NextSteps() {}

    static String of(ServerRole role, InitAnswers answers, Path folder) {
        Path file = folder.resolve(FirstFiles.CONFIGURATION);
        List<String> steps = new ArrayList<>();
        steps.add("Look through " + file + " and " + folder.resolve(FirstFiles.ROUTES));
        if (role.logsInAtHub()) steps.addAll(atHub(role, answers, folder));
        steps.addAll(new FleetFiles(role, answers).nextSteps(folder));
        steps.add("packetboat check --config " + file);
        steps.add("packetboat run --config " + file);
        StringBuilder text = new StringBuilder("next:");
        for (int i = 0; i < steps.size(); i++)
            text.append(System.lineSeparator()).append("  ").append(i + 1).append(". ").append(steps.get(i));
        return text.toString();
    }

    private static List<String> atHub(ServerRole role, InitAnswers answers, Path folder) {
        String login = answers.get(Fact.LOGIN);
        String site = answers.site();
        String node = answers.node(answers.get(Fact.NAME));
        String line = "On the head office, with the password in " + folder.resolve("secrets/hub") + ": packetboat "
                + "password " + login + " >> ";
        return role == ServerRole.SHIP
                ? List.of(line + "the file of smtp.auth-file",
                        "There, in packetboat.yaml: smtp.auth-file and smtp.tls (certificate and key: no password is "
                                + "taken in clear), and pick-up: { " + login + ": " + site + " }",
                        "There, in a schedule file: a route { site: " + site + ", domains: ["
                                + answers.get(Fact.DOMAIN) + "], hosts: none }",
                        "Here, if no authority that this machine trusts has issued that certificate: ca-file in the "
                                + "route of " + folder.resolve(FirstFiles.ROUTES))
                : List.of(line + "secrets/" + login,
                        "There, in a schedule file: callers: [{ node: " + node + ", login: " + login
                                + ", password-hash-file: ../secrets/" + login + " }], and a route to us over its "
                                + "modem");
    }
}
