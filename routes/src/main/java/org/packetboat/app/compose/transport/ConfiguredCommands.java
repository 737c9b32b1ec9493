package org.packetboat.app.compose.transport;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.packetboat.connectors.uucp.JobProgram;
import org.packetboat.engine.link.Body;
import org.packetboat.protocols.uucp.greeting.JobCommands;
import org.packetboat.protocols.uucp.mail.Printable;
import org.packetboat.schedules.file.CommandRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands that the permission files of a node's entries under {@code callers} have; none without such a file. */
record ConfiguredCommands(List<CommandRule> rules, JobProgram programs, MissingPrograms missing, Executor threads)
        implements
            JobCommands {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredCommands.class);

    private Optional<CommandRule> rule(List<String> words) {
        return rules.stream().filter(rule -> rule.name().equals(words.getFirst())).findFirst();
    }

    @Override
    public Optional<String> refusal(List<String> words) {
        return rule(words).map(rule -> rule.refusal(words.subList(1, words.size())))
                .orElseGet(() -> Optional.of("no such command: " + words.getFirst()));
    }

    @Override
    public Optional<String> delay(List<String> words) {
        return rule(words).flatMap(rule -> missing.why(rule.program().getFirst(), rule.name()));
    }

    @Override
    public void run(String node, String requestor, List<String> words, Body input, Consumer<Ran> answer) {
        threads.execute(() -> answer.accept(ran(node, requestor, words, input)));
    }

    private Ran ran(String node, String requestor, List<String> words, Body input) {
        try {
            List<String> command = rule(words).orElseThrow().commandLine(words.subList(1, words.size()));
            Ran ran = delay(words).<Ran>map(Ran.Later::new).orElseGet(
                    () -> programs.run(command, Map.of("UU_MACHINE", node, "UU_USER", requestor), input));
            LOG.info("event=uucp-command peer={} command=\"{}\" bytes={} result=\"{}\"", node,
                    Printable.of(String.join(" ", words)), input.size(), Printable.of(ran.toString()));
            return ran;
        } catch (RuntimeException | Error bug) { // a session waits for the answer
            LOG.error("event=bug where=uucp-command", bug);
            return new Ran.Later(bug.toString());
        }
    }
}
