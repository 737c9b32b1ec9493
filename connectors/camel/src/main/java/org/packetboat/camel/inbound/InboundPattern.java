package org.packetboat.camel.inbound;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.text.Quoted;

/** Whose mail a consumer takes: one mailbox, whatever the case of its letters, or all of a {@link DomainPattern}. */
public sealed interface InboundPattern {
    /** The closest first. */
    Comparator<InboundPattern> CLOSEST = Comparator.comparingInt(InboundPattern::distance);

    record Mailbox(String localPart, Domain domain) implements InboundPattern {}

    record Everybody(DomainPattern at) implements InboundPattern {}

    /**
     * Reads a list: {@code anna@example.com}, {@code example.com}, {@code *.example.com}, {@code *}; commas between.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    static List<InboundPattern> parse(String text) {
        List<InboundPattern> patterns = Stream.of(text.split(",")).map(String::strip).filter(t -> !t.isEmpty())
                .map(InboundPattern::one).toList();
        if (patterns.isEmpty()) throw expected(text);
        return patterns;
    }

    private static InboundPattern one(String text) {
        try {
            if (text.startsWith("*@")) return new Everybody(DomainPattern.parse(text.substring(2)));
            if (!text.contains("@")) return new Everybody(DomainPattern.parse(text));
            Address address = Address.parse(text);
            return new Mailbox(address.localPart().toLowerCase(Locale.ROOT), address.domain());
        } catch (IllegalArgumentException e) {
            throw expected(text);
        }
    }

    private static IllegalArgumentException expected(String text) {
        return new IllegalArgumentException("to: found \"" + Quoted.oneLine(text)
                + "\"; expected an address, a domain, \"*.\" and a domain, or \"*\"; commas between");
    }

    /** Whether mail for this address is meant. */
    default boolean covers(Address address) {
        return switch (this) {
            case Mailbox(String local, Domain domain) ->
                domain.equals(address.domain()) && local.equals(address.localPart().toLowerCase(Locale.ROOT));
            case Everybody(DomainPattern.Exactly(Domain domain)) -> domain.equals(address.domain());
            case Everybody(DomainPattern.Below(Domain parent)) ->
                address.domain().name().endsWith("." + parent.name());
            case Everybody(DomainPattern.Any()) -> true;
        };
    }

    /** As it is written in a route file. */
    default String text() {
        return switch (this) {
            case Mailbox(String local, Domain domain) -> local + "@" + domain;
            case Everybody(DomainPattern at) -> at.text();
        };
    }

    /** From 0 on; of two that cover an address, the one with the smaller distance is meant. */
    private int distance() {
        return switch (this) {
            case Mailbox _ -> 0;
            case Everybody(DomainPattern.Exactly _) -> 1;
            case Everybody(DomainPattern.Below(Domain parent)) -> 1000 - parent.name().length();
            case Everybody(DomainPattern.Any _) -> 1001;
        };
    }
}
