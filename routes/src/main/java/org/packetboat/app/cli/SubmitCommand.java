package org.packetboat.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.packetboat.app.config.Configuration;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.engine.mail.Address;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands messages to the server. */
@Command(name = "submit", mixinStandardHelpOptions = true, description = "Hands a message to the running server; prints its queue id once it is on disk.", footer = {
        "", "A file that starts with header lines is taken as a whole message (RFC 5322); any other becomes",
        "the text of one. \"-\" is standard input.", "", "Examples:",
        "  packetboat submit --from hq@example.com --to desk@ny.example.com letter.eml",
        "  packetboat submit --from \"Mail:HQ:Comp\" --to \"Sales Desk:HQ:Comp,all-branches@example.com\" -"})
final class SubmitCommand extends ServerCommand {
    @Option(names = "--from", required = true, paramLabel = "A", description = "The sender: an address, a three-part name, or \"\" for none.") private String from;

    @Option(names = "--to", required = true, split = ",", paramLabel = "B,C", description = "The recipients: addresses, groups or three-part names.") private List<String> to;

    @Option(names = "--subject", defaultValue = "", paramLabel = "TEXT", description = "The subject, where the file is not a whole message.") private String subject;

    @Option(names = "--json", description = "Print JSON, one object a line.") private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "One message each.") private List<String> files;

    /** A message that was taken. */
    record Submitted(String file, String id) {}

    @Override
    int ask(ServerMXBean server) {
        Configuration read = configuration().read();
        String sender = from.isEmpty() ? "" : address(read, from).toString();
        List<String> recipients = to.stream().map(t -> address(read, t).toString()).toList();
        List<byte[]> messages = new ArrayList<>();
        for (String file : files) {
            messages.add(MessageText.of(read(file), sender, recipients, subject, ZonedDateTime.now()));
        }
        for (int i = 0; i < files.size(); i++) {
            String id = server.submit(sender, recipients, messages.get(i), UUID.randomUUID().toString());
            out().println(json ? Json.line(new Submitted(files.get(i), id)) : "queued as " + id);
            out().flush();
        }
        return ExitCodes.OK;
    }

    private static Address address(Configuration configuration, String text) {
        try {
            return configuration.address(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, e.getMessage());
        }
    }

    private static byte[] read(String file) {
        try {
            return file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.FAILED, "cannot read " + file + ": " + e.getMessage());
        }
    }
}
