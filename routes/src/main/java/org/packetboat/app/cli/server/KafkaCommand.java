package org.packetboat.app.cli.server;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.function.Supplier;
import javax.management.AttributeNotFoundException;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Listing;
import org.packetboat.connectors.jmx.KafkaMXBean;
import org.packetboat.connectors.jmx.ServerMXBean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the server does with Kafka. */
@Command(name = "kafka",
        mixinStandardHelpOptions = true,
        subcommands = KafkaRewindCommand.class,
        description = "Shows what the server does with Kafka: the partitions it reads, how far it is, and what went "
                + "wrong last.",
        footer = {"", "Examples:", "  packetboat kafka",
                "  packetboat kafka rewind outgoing-mail --to 2026-11-20T03:00:00Z"})
public final class KafkaCommand extends ServerCommand {
    @Option(names = "--json", description = "Print JSON: a summary first, then a line for each partition.")
    private boolean json;

    /** All of it in one line. */
    record Summary(String mail, long taken, long deadLetters, long lag, String lastTrouble, String events, long told,
            String eventsLastTrouble, String usage, long usageTold, int usageLag, String usageLastTrouble) {
        static Summary of(KafkaMXBean k) {
            return new Summary(k.getState(), k.getTaken(), k.getDeadLetters(), k.getLag(), k.getLastTrouble(),
                    k.getEventsState(), k.getEventsTold(), k.getEventsLastTrouble(),
                    ifKnown(k::getUsageState, "off"), ifKnown(k::getUsageTold, 0L), ifKnown(k::getUsageLag, 0),
                    ifKnown(k::getUsageLastTrouble, ""));
        }

        /** A server of an earlier version does not tell. */
        private static <T> T ifKnown(Supplier<T> attribute, T otherwise) {
            try {
                return attribute.get();
            } catch (UndeclaredThrowableException e) {
                if (e.getCause() instanceof AttributeNotFoundException) return otherwise;
                throw e;
            }
        }

        /** A line for people for each of mail, events and usage. */
        String text() {
            return String.format("mail from Kafka: %s; %d records taken, %d of them put aside, %s waiting%s%n"
                    + "events to Kafka: %s; %d told%s%n"
                    + "usage to Kafka: %s; %d records told, %d days waiting%s", mail, taken, deadLetters,
                    lag < 0 ? "an unknown number" : lag,
                    trouble(lastTrouble), events, told, trouble(eventsLastTrouble), usage, usageTold, usageLag,
                    trouble(usageLastTrouble));
        }

        private static String trouble(String last) {
            return last.isEmpty() ? "" : "; last trouble: " + last;
        }
    }

    @Override
    int ask(ServerMXBean server) {
        KafkaMXBean kafka = kafka()
                .orElseThrow(() -> new CommandFailure(ExitCodes.FAILED, KafkaRewindCommand.NOT_CONFIGURED));
        Summary summary = Summary.of(kafka);
        out().println(json ? Listing.KAFKA.line(summary) : summary.text());
        list(Listing.KAFKA_PARTITION, kafka.listPartitions(), json, "no partition is read here");
        return ExitCodes.OK;
    }
}
