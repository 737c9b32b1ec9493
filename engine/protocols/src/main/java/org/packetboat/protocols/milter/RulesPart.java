package org.packetboat.protocols.milter;

import java.util.Optional;
import java.util.function.Supplier;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.protocols.smtp.filter.FilterClient;
import org.packetboat.protocols.smtp.filter.Verdict;

/** The part of rules in one session: they are asked when a message is whole. Used by one thread at a time. */
final class RulesPart implements FilterPart {
    private static final Verdict PASSED = new Verdict.Passed();

    private final Rules rules;
    private Optional<FilterClient> client = Optional.empty();
    private volatile boolean over;

    RulesPart(Rules rules) {
        this.rules = rules;
    }

    @Override
    public Verdict mail(FilterClient from, Optional<Address> sender) {
        client = Optional.of(from);
        return PASSED;
    }

    @Override
    public Verdict rcpt(Address recipient) {
        return PASSED;
    }

    @Override
    public Verdict text(MailUnderWay mail, Supplier<Incoming> space, Disk disk) {
        NewBody text = new NewBody(space, disk);
        try {
            long asked = rules.watch().asked();
            Judgement judgement = rules.judge().judge(mail.judged(client.orElseThrow()), rules.patience(),
                    text::append);
            rules.watch().judged(asked);
            rules.watch().answered();
            if (judgement.verdict() instanceof Verdict.Passed) {
                text.apply(mail::renew);
                judgement.apply(mail);
            }
            return told(judgement.verdict());
        } catch (FilterTrouble trouble) {
            if (!over) rules.watch().trouble(trouble.getMessage());
            return rules.onTrouble() == Filter.OnTrouble.ACCEPT ? PASSED : new Verdict.Refused(rules.refusal());
        } finally {
            text.drop();
        }
    }

    private Verdict told(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed passed -> passed;
            case Verdict.Refused refused -> {
                rules.watch().refused(refused.reply().isPermanent());
                yield refused;
            }
            case Verdict.Discarded(_) -> {
                rules.watch().discarded();
                yield new Verdict.Discarded(rules.name());
            }
        };
    }

    @Override
    public void reset() {
        // they have not heard of a message that is not whole
    }

    @Override
    public void quit() {
        client = Optional.empty();
    }

    @Override
    public void end() {
        over = true;
    }
}
