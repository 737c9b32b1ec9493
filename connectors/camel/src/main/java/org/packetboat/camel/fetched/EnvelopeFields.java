package org.packetboat.camel.fetched;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.packetboat.camel.text.MailHead;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.text.Quoted;
import org.packetboat.protocols.mail.AddressList;

/**
 * For whom mail is that was fetched from a mailbox of many (multidrop), by the fields in which the mailbox's server
 * wrote its envelope. The first field that names somebody counts, and of a field the topmost one: what stands below may
 * have been written by anybody. What can't be read names nobody. To and Cc say who was written to, not who is to get
 * this copy, and count only where they are named.
 */
public final class EnvelopeFields {
    private static final Pattern FIELD = Pattern.compile("([!-9;-~&&[^/]]+?)(?:/([1-9]))?");
    /** RFC 5321 section 4.4. */
    private static final Pattern FOR = Pattern.compile("\\sfor\\s+(<[^>]+>|[^\\s;<>]+@[^\\s;<>]+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");
    private static final String TRACE = "received";
    private static final List<String> WRITTEN_TO = List.of("to", "cc", "resent-to", "resent-cc");

    /** @param occurrence from the top, from 1 on */
    private record Field(String name, int occurrence) {}

    private final List<Field> fields;
    private final List<DomainPattern> domains;
    private final String prefix;

    /**
     * @param fields  names, commas between them; {@code /2} behind one for its second occurrence from the top;
     *                {@code Received} for what a trace line says behind {@code for}
     * @param domains whose addresses count, commas between them; empty for all
     * @param prefix  what the mailbox's server writes before each local part; empty for nothing
     * @throws IllegalArgumentException with what was found and what is expected
     */
    public EnvelopeFields(String fields, String domains, String prefix) {
        this.fields = words(fields).map(EnvelopeFields::field).toList();
        if (this.fields.isEmpty()) throw unexpected("envelopeFields", fields, "names of header fields");
        this.domains = words(domains).map(EnvelopeFields::domain).toList();
        this.prefix = prefix.toLowerCase(Locale.ROOT);
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split(",")).map(String::strip).filter(word -> !word.isEmpty());
    }

    private static Field field(String text) {
        Matcher parts = FIELD.matcher(text);
        if (!parts.matches())
            throw unexpected("envelopeFields", text, "the name of a header field, or a name and /2, /3 and so on");
        return new Field(parts.group(1).toLowerCase(Locale.ROOT),
                Optional.ofNullable(parts.group(2)).map(Integer::valueOf).orElse(1));
    }

    private static DomainPattern domain(String text) {
        try {
            return DomainPattern.parse(text);
        } catch (IllegalArgumentException e) {
            throw unexpected("envelopeDomains", text, "a domain, or \"*.\" and a domain");
        }
    }

    private static IllegalArgumentException unexpected(String option, String found, String expected) {
        return new IllegalArgumentException(option + ": found \"" + Quoted.oneLine(found) + "\"; expected " + expected);
    }

    /** For whom it is; empty if no field says so. */
    public List<Address> recipients(MailHead head) {
        return fields.stream().map(field -> named(field, head)).filter(found -> !found.isEmpty()).findFirst()
                .orElse(List.of());
    }

    private List<Address> named(Field field, MailHead head) {
        List<String> values = head.values(field.name());
        if (field.name().equals(TRACE)) values = values.stream().flatMap(EnvelopeFields::behindFor).toList();
        Stream<String> read = WRITTEN_TO.contains(field.name())
                ? values.stream()
                : values.stream().skip(field.occurrence() - 1L).limit(1);
        return read.flatMap(value -> addresses(value).stream()).map(this::withoutPrefix).filter(counts()).distinct()
                .toList();
    }

    private static Stream<String> behindFor(String trace) {
        Matcher named = FOR.matcher(COMMENT.matcher(trace).replaceAll(" "));
        return named.find() ? Stream.of(named.group(1)) : Stream.empty();
    }

    private static List<Address> addresses(String value) {
        try {
            List<Address> found = new ArrayList<>();
            AddressList.read(value).mailboxes().stream().filter(mailbox -> mailbox.domain().isPresent())
                    .forEach(mailbox -> found.add(mailbox.address("")));
            return found;
        } catch (IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    private Address withoutPrefix(Address address) {
        String local = address.localPart();
        boolean has = !prefix.isEmpty() && local.length() > prefix.length()
                && local.toLowerCase(Locale.ROOT).startsWith(prefix);
        return has ? Address.parseLoosely(local.substring(prefix.length()) + "@" + address.domain()) : address;
    }

    private Predicate<Address> counts() {
        return address -> domains.isEmpty() || domains.stream().anyMatch(at -> covers(at, address.domain()));
    }

    private static boolean covers(DomainPattern at, Domain domain) {
        return switch (at) {
            case DomainPattern.Exactly(Domain one) -> one.equals(domain);
            case DomainPattern.Below(Domain parent) -> domain.name().endsWith("." + parent.name());
            case DomainPattern.Any() -> true;
        };
    }
}
