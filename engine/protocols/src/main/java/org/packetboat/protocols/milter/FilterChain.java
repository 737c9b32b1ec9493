package org.packetboat.protocols.milter;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.mail.Address;
import org.packetboat.protocols.smtp.filter.FilterClient;
import org.packetboat.protocols.smtp.filter.Filtered;
import org.packetboat.protocols.smtp.filter.MailToFilter;
import org.packetboat.protocols.smtp.filter.Verdict;

/**
 * All filters in one session, asked one after the other, of which the first that refuses ends the matter. Each call
 * takes as long as the filters do. Used by one thread at a time but for {@link #end}.
 */
public final class FilterChain {
    private static final Verdict PASSED = new Verdict.Passed();
    /** What is not larger stays in memory while it comes in. */
    private static final int IN_MEMORY = 64 * 1024;

    private final List<FilterPart> parts;
    private final Disk disk;
    private Optional<Verdict> discarded = Optional.empty();

    /** @param disk where the text of large messages is read and written */
    public FilterChain(List<? extends Filter> filters, Disk disk) {
        this.parts = filters.stream().map(FilterChain::part).toList();
        this.disk = disk;
    }

    private static FilterPart part(Filter filter) {
        return switch (filter) {
            case Milter milter -> new MilterPart(milter);
            case Rules rules -> new RulesPart(rules);
        };
    }

    /** A message begins. */
    public Verdict mail(FilterClient client, Optional<Address> sender) {
        reset();
        return ask(part -> part.mail(client, sender));
    }

    /** One more recipient. */
    public Verdict rcpt(Address recipient) {
        return ask(part -> part.rcpt(recipient));
    }

    private Verdict ask(Function<FilterPart, Verdict> question) {
        if (discarded.isPresent()) return PASSED;
        for (FilterPart part : parts) {
            Verdict verdict = question.apply(part);
            if (verdict instanceof Verdict.Refused) return verdict;
            if (verdict instanceof Verdict.Discarded) {
                discarded = Optional.of(verdict);
                return PASSED; // the client hears of it at the end, that all is well
            }
        }
        return PASSED;
    }

    /** The whole message, as it is after all filters. */
    public Filtered text(MailToFilter mail) {
        Body text = mail.text().size() > IN_MEMORY ? NewBody.aside(mail.text(), disk) : mail.text();
        MailUnderWay underWay = new MailUnderWay(mail, text);
        Verdict verdict = discarded.orElse(PASSED);
        try {
            for (FilterPart part : parts) {
                if (!(verdict instanceof Verdict.Passed)) break;
                verdict = part.text(underWay, mail.space(), disk);
            }
        } catch (RuntimeException storeTrouble) {
            underWay.ended(PASSED).release();
            throw storeTrouble;
        }
        reset();
        return underWay.ended(verdict);
    }

    /** The open message goes no further. */
    public void reset() {
        discarded = Optional.empty();
        parts.forEach(FilterPart::reset);
    }

    /** Ends the conversations as it should be. */
    public void quit() {
        parts.forEach(FilterPart::quit);
    }

    /** The session is over: whatever is waited for ends. From any thread. */
    public void end() {
        parts.forEach(FilterPart::end);
    }
}
