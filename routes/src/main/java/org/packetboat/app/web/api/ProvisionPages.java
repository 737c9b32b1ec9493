package org.packetboat.app.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.packetboat.connectors.http.HttpListener;
import org.packetboat.connectors.http.WebAnswer;
import org.packetboat.connectors.http.WebRequest;
import org.packetboat.connectors.jmx.provision.ProvisionAnswer;
import org.packetboat.connectors.jmx.provision.ProvisionedRow;

/**
 * Logins, domains and sites that are provisioned. Changes that take longer than 20 seconds, such as a thousand
 * passwords that are to be hashed, go on: the request gets 202, and the audit log gets the result.
 */
final class ProvisionPages {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String GOES_ON = "It goes on. Its result will be in the audit log.";
    private static final int MOST = 8;
    private static final int AGAIN = 30;
    private static final int LONGEST_NOTE = 500;

    private final Provisions provisions;
    private final Duration patience;
    private final Semaphore room = new Semaphore(MOST);

    ProvisionPages(Provisions provisions) {
        this(provisions, PATIENCE);
    }

    /** @param patience how long an answer may take before the request is told that it goes on */
    ProvisionPages(Provisions provisions, Duration patience) {
        this.provisions = provisions;
        this.patience = patience;
    }

    /**
     * What is to be.
     *
     * @param logins  {@code {"anna": {"hash": ...}, "bob": "removed"}}
     * @param domains {@code {"shop.example": "local", "old.example": "removed"}}
     * @param sites   {@code {"berlin": {"domains": ["berlin.example"], "host": ...}, "munich": "removed"}}
     * @param names   {@code any}, {@code new} or {@code known}; {@code any} if left out
     * @param dryRun  whether it is only asked what would be done
     * @param note    why
     */
    record Provision(JsonNode logins, JsonNode domains, JsonNode sites, String names, boolean dryRun, String note) {
        String changes() {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            if (logins != null) all.set("logins", logins);
            if (domains != null) all.set("domains", domains);
            if (sites != null) all.set("sites", sites);
            return JsonAnswers.text(all);
        }
    }

    /** What is said of changes that take long. */
    record Later(String said) {}

    /** A page of what is provisioned, by name. */
    record Provisioned(List<ProvisionedRow> rows) {}

    WebAnswer apply(WebRequest request) {
        // a form on a stranger's page can't say so
        if (request.header("content-type").filter(t -> t.startsWith("application/json")).isEmpty())
            return JsonAnswers.wrong(415, "Expected Content-Type: application/json.");
        Provision wanted = JsonAnswers.read(request.body(), Provision.class, HttpListener.LONGEST_BODY);
        String names = wanted.names() == null ? "any" : wanted.names();
        String note = wanted.note() == null ? "" : wanted.note().strip().replaceAll("\\p{Cntrl}", " ");
        if (note.length() > LONGEST_NOTE)
            throw new IllegalArgumentException("\"note\" has " + note.length() + " characters; expected at most "
                    + LONGEST_NOTE);
        String changes = wanted.changes();
        if (!room.tryAcquire())
            return JsonAnswers.busy("Nothing was done, since too many changes are under way.", AGAIN);
        CompletableFuture<ProvisionAnswer> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("provision").start(() -> {
            try {
                answer.complete(provisions.apply(changes, names, wanted.dryRun(), request.caller(), note));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            } finally {
                room.release();
            }
        });
        return answer(answer);
    }

    private WebAnswer answer(CompletableFuture<ProvisionAnswer> answer) {
        try {
            return JsonAnswers.ok(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | InterruptedException goesOn) { // out of time; the 202 is still written
            return JsonAnswers.of(202, new Later(GOES_ON));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException no ? no : new IllegalStateException(e.getCause());
        }
    }

    WebAnswer list(WebRequest request) {
        Params params = Params.of(request);
        return JsonAnswers.ok(new Provisioned(provisions.list(params.text("what", "login"), params.text("after"))
                .stream().limit(params.limit()).toList()));
    }
}
