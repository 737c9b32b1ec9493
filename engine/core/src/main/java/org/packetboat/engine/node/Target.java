package org.packetboat.engine.node;

import java.util.Optional;
import java.util.function.Predicate;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.QueueId;

/** What an operator's command is about. */
public sealed interface Target {
    /** One message, with all of its envelopes. */
    record OfMessage(QueueId id) implements Target {}

    /** All mail for one domain. */
    record OfDomain(Domain domain) implements Target {}

    /** All mail. */
    record All() implements Target {}

    /**
     * Reads {@code ALL}, a domain (it has a dot, or is found by {@code isDomain}) or a queue id.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    static Target parse(String text, Predicate<Domain> isDomain) {
        if (text.equals("ALL")) return new All();
        Optional<Domain> domain = domain(text);
        if (domain.isPresent() && (text.contains(".") || isDomain.test(domain.get()))) {
            return new OfDomain(domain.get());
        }
        try {
            return new OfMessage(QueueId.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no queue id and no domain with mail; "
                    + "expected a queue id such as 00002F, a domain, or ALL", e);
        }
    }

    private static Optional<Domain> domain(String text) {
        try {
            return Optional.of(new Domain(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
