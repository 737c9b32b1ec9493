package org.packetboat.app.web.api;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.packetboat.app.web.board.BoardSource;
import org.packetboat.app.web.book.AuditEntry;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.connectors.jmx.ServerMXBean;
import org.packetboat.connectors.jmx.server.Asking;

/**
 * What operators may do. An action is in the audit log before it starts, and its result after it; if the log can't be
 * written, the action is not done. An action that takes longer than 20 seconds goes on: the request gets 202, and the
 * audit log gets the result.
 */
final class ActionPages {
    /** Shorter than what a request may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String GOES_ON = "It goes on. Its result will be in the audit log.";
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

    private final BoardSource source;
    private final Duration patience;
    private final PendingActions pending = new PendingActions();

    ActionPages(BoardSource source) {
        this(source, PATIENCE);
    }

    /** @param patience how long an answer may take before the request is told that it goes on */
    ActionPages(BoardSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

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

    /** @param said the server's answer, as the command prints it; with 202 that it goes on */
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
        AuditEntry wanted = new AuditEntry("", source.now().toString(), request.caller().user(),
                request.caller().address(), action, target, note, "");
        return pending.begin(source.audit(), source.now(), wanted, () -> command.apply(source.server(), target))
                .map(this::answer).orElseGet(() -> JsonAnswers.busy("Nothing was done, since too many actions are "
                        + "under way. Try again in half a minute; their results will be in the audit log.", 30));
    }

    private WebAnswer answer(PendingActions.Action action) {
        AuditEntry entry;
        try {
            entry = action.asked().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            return JsonAnswers.wrong(503, "Nothing was done, since it can't be written into the audit log: "
                    + (e.getCause() instanceof TimeoutException ? "that takes too long" : e.getCause().getMessage()));
        }
        try {
            AuditEntry done = action.answered().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return JsonAnswers.ok(new Done(done.answer(), done));
        } catch (TimeoutException | InterruptedException goesOn) { // out of time; the 202 is still written
            return JsonAnswers.of(202, new Done(GOES_ON, entry));
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case IllegalStateException late when Asking.isLate(late) ->
                    JsonAnswers.of(202, new Done(GOES_ON, entry));
                case RuntimeException no -> throw no;
                default -> throw new IllegalStateException(e.getCause());
            };
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
