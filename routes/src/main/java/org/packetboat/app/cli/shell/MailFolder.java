package org.packetboat.app.cli.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.packetboat.connectors.jmx.EnvelopeRow;
import org.packetboat.connectors.jmx.ServerMXBean;

/** A folder into which mail of the queue is written: {@code ID.eml} is the message, {@code ID.json} its envelopes. */
public record MailFolder(Path folder) {
    private static final int MOST = 100_000;
    private static final int PIECE = 256 * 1024;

    /** Writes what a filter means, as {@link ServerMXBean#find} takes it. @return the exit code */
    public int export(ServerMXBean server, Map<String, String> filter, PrintWriter out) {
        List<String> found = server.findIds(filter, MOST);
        if (found.size() == MOST)
            throw new CommandFailure(ExitCodes.FAILED, MOST + " envelopes or more are meant; fewer than that can be "
                    + "exported at once: say more of them");
        Map<String, Set<String>> messages = found.stream().collect(Collectors.groupingBy(
                id -> id.substring(0, id.indexOf('.')), LinkedHashMap::new, Collectors.toSet()));
        if (messages.isEmpty()) throw new CommandFailure(ExitCodes.FAILED, "nothing was found");
        try {
            Files.createDirectory(folder);
            int incomplete = 0;
            for (Map.Entry<String, Set<String>> message : messages.entrySet())
                incomplete += write(server, message.getKey(), message.getValue()) ? 0 : 1;
            out.println(messages.size() + " messages written to " + folder
                    + (incomplete > 0 ? "; " + incomplete + " left the queue meanwhile, and are not whole" : ""));
            out.flush();
            return incomplete > 0 ? ExitCodes.FAILED : ExitCodes.OK;
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(ExitCodes.FAILED, folder + " is there already; name a new folder");
        } catch (IOException e) {
            throw new CommandFailure(ExitCodes.FAILED, folder + " can't be written: " + e.getMessage());
        }
    }

    /** Only one message's envelopes are in memory at a time. @return whether all of it was still there */
    private boolean write(ServerMXBean server, String id, Set<String> envelopes) throws IOException {
        List<EnvelopeRow> rows = server.listMessage(id).stream().filter(row -> envelopes.contains(row.id())).toList();
        if (rows.isEmpty()) return false;
        Files.write(folder.resolve(id + ".json"), rows.stream().map(Json::line).toList());
        long size = rows.getFirst().size();
        try (OutputStream file = Files.newOutputStream(folder.resolve(id + ".eml"))) {
            for (long at = 0; at < size;) {
                byte[] part = server.readPart(id, at, PIECE);
                if (part.length == 0) return false;
                file.write(part);
                at += part.length;
            }
        }
        return rows.size() == envelopes.size();
    }
}
