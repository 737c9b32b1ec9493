package org.packetboat.protocols.smtp.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.packetboat.engine.link.BytesBody;
import org.packetboat.engine.mail.Address;
import org.packetboat.protocols.smtp.filter.FilterClient;
import org.packetboat.protocols.smtp.filter.FilterSession;
import org.packetboat.protocols.smtp.filter.Filtered;
import org.packetboat.protocols.smtp.filter.Filters;
import org.packetboat.protocols.smtp.filter.Head;
import org.packetboat.protocols.smtp.filter.MailToFilter;
import org.packetboat.protocols.smtp.filter.Verdict;

/** Filters that say what a test wants, when it wants. */
final class FakeFilters implements Filters {
    private static final Verdict PASSED = new Verdict.Passed();

    final List<String> told = new ArrayList<>();
    /** By sender or recipient. */
    final Map<String, Verdict> verdicts = new HashMap<>();
    /** Answers that are still to be given. */
    final List<Runnable> waiting = new ArrayList<>();
    Verdict ofText = PASSED;
    /** What becomes of a message. */
    UnaryOperator<Filtered> changes = UnaryOperator.identity();
    boolean slow;

    @Override
    public boolean isEmpty() {
        return false;
    }

    void answer() {
        List<Runnable> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(Runnable::run);
    }

    private void give(Runnable answer) {
        if (slow) waiting.add(answer);
        else answer.run();
    }

    @Override
    public FilterSession session() {
        return new FilterSession() {
            @Override
            public void mail(FilterClient client, Optional<Address> sender, Consumer<Verdict> answer) {
                String from = sender.map(Address::toString).orElse("");
                told.add("MAIL " + from + " of " + client.name());
                give(() -> answer.accept(verdicts.getOrDefault(from, PASSED)));
            }

            @Override
            public void rcpt(Address recipient, Consumer<Verdict> answer) {
                told.add("RCPT " + recipient);
                give(() -> answer.accept(verdicts.getOrDefault(recipient.toString(), PASSED)));
            }

            @Override
            public void text(MailToFilter mail, Consumer<Filtered> answer) {
                byte[] text = mail.text().read(0, (int) mail.text().size());
                told.add("TEXT " + mail.id() + " " + new String(text, StandardCharsets.UTF_8));
                Head head = Head.of(mail.text(), mail.trace());
                Filtered filtered = changes.apply(new Filtered(ofText, head.bytes(), new BytesBody(text),
                        head.length(), new Filtered.Envelope(mail.sender(), mail.recipients()), Optional.empty(),
                        Optional.empty()));
                give(() -> answer.accept(filtered));
            }

            @Override
            public void reset() {
                told.add("RESET");
            }

            @Override
            public void close() {
                told.add("CLOSE");
            }
        };
    }
}
