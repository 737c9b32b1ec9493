package org.packetboat.app.cli.server;

import java.util.Optional;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.connectors.jmx.KafkaMXBean;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has records read again, or left out. */
@Command(name = "rewind",
        mixinStandardHelpOptions = true,
        description = "Has records of a topic read again from another place on. Their mail is sent again, also what "
                + "was delivered before. A place further on leaves records out.",
        footer = {"", "Examples:", "  packetboat kafka rewind outgoing-mail --to 2026-11-20T03:00:00Z",
                "  packetboat kafka rewind outgoing-mail --partition 2 --to 4711"})
final class KafkaRewindCommand extends ServerCommand {
    static final String NOT_CONFIGURED = "this server does nothing with Kafka; expected kafka: in its packetboat.yaml";

    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private String topic;

    @Option(names = "--to",
            required = true,
            paramLabel = "PLACE",
            description = "beginning, an offset, or a time like 2026-11-20T03:00:00Z.")
    private String to;

    @Option(names = "--partition",
            paramLabel = "N",
            description = "One partition; else all that this server reads.")
    private Optional<Integer> partition = Optional.empty();

    @Override
    int ask(ServerMXBean server) {
        KafkaMXBean kafka = kafka().orElseThrow(() -> new CommandFailure(ExitCodes.FAILED, NOT_CONFIGURED));
        kafka.rewind(topic, partition.orElse(-1), to).forEach(out()::println);
        return ExitCodes.OK;
    }
}
