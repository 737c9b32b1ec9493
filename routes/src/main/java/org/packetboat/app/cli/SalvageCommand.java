package org.packetboat.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.packetboat.app.cli.shell.CommandFailure;
import org.packetboat.app.cli.shell.ExitCodes;
import org.packetboat.app.cli.shell.Json;
import org.packetboat.connectors.rocksdb.SalvagedStore;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.notice.Notice;
import org.packetboat.engine.notice.Notices;
import org.packetboat.engine.queue.MailExport;
import org.packetboat.engine.queue.SenderNotes;
import org.packetboat.engine.store.UnreadableException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Readable mail out of a broken data folder. */
@Command(name = "salvage",
        mixinStandardHelpOptions = true,
        description = {"Writes the mail that can be read in a broken data folder into files:",
                "ID.eml with the message (RFC 5322), ID.json with its envelopes.",
                "Names failures that senders were not told of yet.",
                "Changes nothing in the data folder. No server may be running on it."},
        footer = {
                "", "Where the folder can't be opened any more, mail that was delivered lately may come up again.", "",
                "Example:", "  packetboat salvage data --into salvaged"})
final class SalvageCommand implements Callable<Integer> {
    private static final int PIECE = 64 * 1024;

    @Parameters(paramLabel = "FOLDER", description = "The data folder.")
    private Path data;

    @Option(names = "--into",
            paramLabel = "FOLDER",
            defaultValue = "salvaged",
            description = "Where the files go: a new folder (${DEFAULT-VALUE}).")
    private Path into;

    @Spec
    private CommandSpec spec;

    private int messages;
    private int incomplete;

    /** What a message's file of envelopes says. */
    record Letter(String id, String sender, String arrived, long size, boolean complete, List<Row> envelopes) {}

    /** One envelope. */
    record Row(String domain, List<String> recipients, String state, int attempts, String expires, String lastReply) {}

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(data.resolve("queue")))
            throw new CommandFailure(ExitCodes.FAILED, "there is no queue in " + data);
        makeFolder();
        Path scratch = into.resolve(".reading");
        long unreadable;
        try (SalvagedStore salvaged = SalvagedStore.read(data, scratch)) {
            salvaged.unreadable().forEach(part -> out().println("unreadable: " + part));
            unreadable = MailExport.visit(salvaged.store(), this::write)
                    + MailExport.visitNotes(salvaged.store(), this::name);
        } finally {
            delete(scratch);
        }
        out().println(messages + " messages written to " + into + ", " + incomplete + " of them not whole; "
                + unreadable + " envelopes could not be read");
        return ExitCodes.OK;
    }

    private void makeFolder() throws IOException {
        try {
            Files.createDirectory(into);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(ExitCodes.FAILED,
                    into + " is there already. Name a new folder with --into FOLDER.");
        }
    }

    private void write(MailExport.Mail mail) {
        try {
            boolean complete = write(mail.body(), into.resolve(mail.id() + ".eml"));
            Files.writeString(into.resolve(mail.id() + ".json"), Json.line(letter(mail, complete)) + "\n");
            messages++;
            if (!complete) incomplete++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody was told yet that these recipients failed. */
    private void name(SenderNotes.Note note) {
        String what = Notices.read(note).map(SalvageCommand::untold).orElse("what can't be read");
        out().println("not told to its sender: " + note.about() + " " + what);
    }

    private static String untold(Notice notice) {
        String recipients = notice.entries().stream().map(e -> e.recipient().address() + " (" + e.reply() + ")")
                .collect(Collectors.joining(", "));
        return "of " + notice.about().sender().map(Address::toString).orElse("") + " failed for " + recipients;
    }

    /** @return whether all of it could be read; what stands behind an unreadable piece is left out */
    private static boolean write(Body body, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long at = 0; at < body.size();) {
                byte[] piece = body.read(at, PIECE);
                out.write(piece);
                at += piece.length;
            }
            return true;
        } catch (UnreadableException e) {
            return false;
        }
    }

    private static Letter letter(MailExport.Mail mail, boolean complete) {
        List<Row> rows = Stream.concat(mail.waiting().stream().map(e -> row(e, "waiting")),
                mail.dead().stream().map(e -> row(e, "dead"))).toList();
        Envelope any = Stream.concat(mail.waiting().stream(), mail.dead().stream()).findFirst().orElseThrow();
        return new Letter(mail.id().toString(), any.message().sender().map(Address::toString).orElse(""),
                any.message().arrived().toString(), any.message().size(), complete, rows);
    }

    private static Row row(Envelope e, String state) {
        return new Row(e.destination().name(), e.recipients().stream().map(r -> r.address().toString()).toList(), state,
                e.attempts(), e.expires().toString(), e.lastReply().map(Object::toString).orElse(""));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList())
                Files.delete(one);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
