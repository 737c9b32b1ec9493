package org.packetboat.engine.route;

import org.packetboat.engine.mail.Domain;

/**
 * What a route serves: one domain, every domain below one ({@code *.example.com}, not itself), or all ({@code *}).
 * Addresses in brackets are no domains: only {@code [192.0.2.1]} fits that one, and {@code [*]} all of them.
 */
public sealed interface DomainPattern {
    record Exactly(Domain domain) implements DomainPattern {}

    record Below(Domain parent) implements DomainPattern {}

    /** Everything that is a domain. */
    record Any() implements DomainPattern {}

    /**
     * Reads {@code example.com}, {@code *.example.com}, {@code *}, {@code [192.0.2.1]} or {@code [*]}.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    static DomainPattern parse(String text) {
        if (text.equals("*")) return new Any();
        try {
            return text.startsWith("*.") ? new Below(new Domain(text.substring(2))) : new Exactly(new Domain(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no domain; expected a domain, "
                    + "\"*.\" and a domain, or \"*\"", e);
        }
    }

    /** Whether a domain is one that this stands for; another pattern may be closer. */
    default boolean fits(Domain domain) {
        return switch (this) {
            case Exactly(Domain one) -> one.equals(domain) || domain.isLiteral() && one.name().equals("[*]");
            case Below(Domain parent) -> !domain.isLiteral() && domain.name().endsWith("." + parent.name());
            case Any() -> !domain.isLiteral();
        };
    }

    /** As it is written in a schedule file. */
    default String text() {
        return switch (this) {
            case Exactly(Domain domain) -> domain.name();
            case Below(Domain parent) -> "*." + parent.name();
            case Any() -> "*";
        };
    }
}
