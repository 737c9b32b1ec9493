package org.packetboat.app.web.api;

import static java.util.Map.entry;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.packetboat.app.web.board.BoardSource;
import org.packetboat.app.web.book.AuditEntry;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.connectors.jmx.ServerMXBean;

/** What operators may do, written down before and after it is done. */
record ActionPages(BoardSource source) {
    private static final int LONGEST_NOTE = 500;
    private static final int LONGEST_TARGET = 300;
    /** As the commands of the same names do. To call a site now is to flush its domains. */
    private static final Map<String, BiFunction<ServerMXBean, String, String>> ACTIONS = Map.ofEntries(
            entry("hold", ServerMXBean::hold), entry("release", ServerMXBean::release),
            entry("requeue", ServerMXBean::requeue), entry("flush", ServerMXBean::flush),
            entry("expire", ServerMXBean::expire), entry("delete", ServerMXBean::delete),
            entry("abort", ServerMXBean::abort), entry("send-pause", steering("pause")),
            entry("send-resume", steering("resume")), entry("send-next", steering("next")),
            entry("send-abort", steering("abort")));

    private static BiFunction<ServerMXBean, String, String> steering(String command) {
        return (server, name) -> server.steerBatch(name, command);
    }

    /**
     * What is to be done.
     *
     * @param action {@code hold}, {@code release}, {@code requeue}, {@code flush}, {@code expire}, {@code delete} or
     *               {@code abort}; of a big send {@code send-pause}, {@code send-resume}, {@code send-next} (its next
     *               stage) or {@code send-abort}
     * @param target a queue id, a domain or ALL; for {@code abort} a site, for a big send its name
     * @param note   why
     */
    record Asked(String action, String target, String note) {}

    /** @param said the server's answer, as the command prints it */
    record Done(String said, AuditEntry audit) {}

    /** The latest first. */
    record Audit(List<AuditEntry> entries) {}

    WebAnswer act(WebRequest request) {
        // a form on a stranger's page can't say so
        if (request.header("content-type").filter(t -> t.startsWith("application/json")).isEmpty())
            return JsonAnswers.wrong(415, "Expected Content-Type: application/json.");
        Asked asked = JsonAnswers.read(request.body(), Asked.class);
        String action = text("action", asked.action(), LONGEST_TARGET);
        String target = text("target", asked.target(), LONGEST_TARGET);
        String note = text("note", asked.note(), LONGEST_NOTE);
        BiFunction<ServerMXBean, String, String> command = ACTIONS.get(action);
        if (command == null) {
            throw new IllegalArgumentException("found action \"" + action + "\"; expected one of "
                    + String.join(", ", ACTIONS.keySet().stream().sorted().toList()));
        }
        AuditEntry entry;
        try {
            entry = source.audit().asked(source.now(), request.caller().user(), request.caller().address(), action,
                    target, note);
        } catch (IOException e) {
            return JsonAnswers.wrong(503, "Nothing was done, since it can't be written into the audit log: "
                    + e.getMessage());
        }
        return act(command, entry);
    }

    private WebAnswer act(BiFunction<ServerMXBean, String, String> command, AuditEntry entry) {
        try {
            String said = command.apply(source.server(), entry.target());
            return JsonAnswers.ok(new Done(said, source.audit().answered(entry, said)));
        } catch (IllegalArgumentException | IllegalStateException no) {
            source.audit().answered(entry, "refused: " + no.getMessage());
            throw no;
        }
    }

    private static String text(String name, String value, int longest) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException("\"" + name + "\" has " + text.length()
                    + " characters; expected 1 to " + longest);
        }
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    WebAnswer audit(WebRequest request) {
        return JsonAnswers.ok(new Audit(source.audit().latest(Params.of(request).limit())));
    }
}
