package org.packetboat.app.cli.shell;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which mail is meant: by where it goes, and by what it is. */
public final class MailFilters extends PlaceFilters {
    @Option(names = "--from", paramLabel = "TEXT", description = "The sender's address; <> for none.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TEXT", description = "The address of a recipient.")
    private Optional<String> to = Optional.empty();

    @Option(names = "--subject", paramLabel = "TEXT", description = "The subject.")
    private Optional<String> subject = Optional.empty();

    @Option(names = "--reply", paramLabel = "TEXT", description = "What the last attempt was told.")
    private Optional<String> reply = Optional.empty();

    @Option(names = "--batch", paramLabel = "NAME", description = "The big send that it is part of.")
    private Optional<String> batch = Optional.empty();

    @Override
    public Map<String, String> asked() {
        Map<String, String> asked = super.asked();
        asked.putAll(ofMail());
        return asked;
    }

    /** Whether something is asked that only mail can tell, and no domain. */
    public boolean areOfMail() {
        return !ofMail().isEmpty();
    }

    private Map<String, String> ofMail() {
        Map<String, String> asked = new HashMap<>();
        from.ifPresent(text -> asked.put("from", text));
        to.ifPresent(text -> asked.put("to", text));
        subject.ifPresent(text -> asked.put("subject", text));
        reply.ifPresent(text -> asked.put("reply", text));
        batch.ifPresent(text -> asked.put("batch", text));
        return asked;
    }
}
