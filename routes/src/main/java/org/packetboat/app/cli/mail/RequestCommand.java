package org.packetboat.app.cli.mail;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ConfigurationOption;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.RunningServer;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.trace.OfferAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for large mail that was offered. */
@Command(name = "request",
        mixinStandardHelpOptions = true,
        description = "Asks for large mail that was only offered. With the address that an offer names, it writes a "
                + "mail to the server where the large mail waits, as an answer to the offer would be. With a queue id, "
                + "it has mail go that waits on this server.",
        footer = {"", "Exit code 1: nothing that has to be asked for waits here under that queue id.", "", "Examples:",
                "  packetboat request offer-1pnww402f-q3v9k2m7x0c4d8f1g5h6j2w3yz@hub.example.com",
                "  packetboat request 1PNWW402F"})
public final class RequestCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "ADDRESS|ID", description = "The address from an offer, or a queue id.")
    private List<String> ids;

    @Option(names = "--from",
            paramLabel = "ADDRESS",
            description = "Who asks: an address whose mail goes to the site that got the offer (default: postmaster at "
                    + "this server's name).")
    private Optional<String> from = Optional.empty();

    @Override
    public Integer call() {
        return RunningServer.ask(configuration.dataFolder(), running -> ask(running.server()));
    }

    /** @return the exit code */
    int ask(ServerMXBean server) {
        int exit = ExitCodes.OK;
        for (String id : ids) {
            String said = id.contains("@") ? write(server, id) : server.request(id);
            spec.commandLine().getOut().println(said);
            if (said.startsWith("nothing waits") || said.contains("nothing changed")) exit = ExitCodes.FAILED;
        }
        return exit;
    }

    private String write(ServerMXBean server, String offer) {
        Address to = address(offer);
        if (OfferAddress.of(to).isEmpty())
            throw new CommandFailure(ExitCodes.USAGE,
                    "found \"" + offer + "\"; expected the address from an offer, such as "
                            + "offer-1pnww402f-q3v9k2m7x0c4d8f1g5h6j2w3yz@hub.example.com, or a queue id");
        String sender = from.map(text -> address(text).toString())
                .orElseGet(() -> "postmaster@" + configuration.read().identity().server());
        byte[] text = MessageText.of("Please send it.\n".getBytes(StandardCharsets.UTF_8), sender,
                List.of(to.toString()), "Request", ZonedDateTime.now());
        return "asked for it by mail " + server.submit(sender, List.of(to.toString()), text, "");
    }

    private static Address address(String text) {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, "found \"" + text + "\"; expected an address: " + e.getMessage());
        }
    }
}
