package org.packetboat.app.cli.init;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;

/** Asks a person, again until the answer can be used. An empty line takes what stands in brackets. */
final class Questions {
    private final Supplier<Optional<String>> lines;
    private final PrintWriter out;

    /** @param lines gives what the person types next; nothing when that has ended */
    Questions(Supplier<Optional<String>> lines, PrintWriter out) {
        this.lines = lines;
        this.out = out;
    }

    ServerRole role() {
        out.println("What is this server?");
        for (ServerRole role : ServerRole.values())
            out.printf("  %-13s %s%n", role.word(), role.title());
        while (true) {
            String word = line("One of these: ");
            Optional<ServerRole> role = Arrays.stream(ServerRole.values()).filter(r -> r.word().equals(word))
                    .findFirst();
            if (role.isPresent()) return role.get();
        }
    }

    String ask(Fact fact, ServerRole role, Optional<String> usual) {
        String brackets = usual.map(text -> " [" + (text.isEmpty() ? "none" : text) + "]").orElse("");
        while (true) {
            String answer = line(fact.question() + brackets + ": ");
            if (answer.isEmpty() && usual.isPresent()) return usual.get();
            if (fact.takes(answer)) return answer;
            out.println("  Expected " + fact.expected() + (fact.mayBeEmpty(role) ? ", or nothing" : "") + ".");
        }
    }

    /** Ctrl-D. */
    static CommandFailure ended() {
        return new CommandFailure(ExitCodes.FAILED, "the answers ended; nothing was made");
    }

    private String line(String prompt) {
        out.print(prompt);
        out.flush();
        return lines.get().map(String::strip).orElseThrow(Questions::ended);
    }
}
