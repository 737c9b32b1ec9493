package org.packetboat.engine.accept;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.packetboat.engine.intake.Entrance;
import org.packetboat.engine.intake.RuleCount;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Policy;
import org.packetboat.engine.route.rule.Decision;
import org.packetboat.engine.route.rule.DeliveryRule;
import org.packetboat.engine.route.rule.DeliveryRules;
import org.packetboat.engine.trace.StatusReport;

/**
 * Asks the delivery rules, before the text of a message is there and once it is. What they refuse is refused for each
 * recipient alone as long as that can be told; once the text is there, for all together. A journal that can't take a
 * copy now puts the mail off. Reports between servers, and what an operator brings in that was accepted before, are
 * nobody's to judge.
 */
final class DeliveryJudge {
    private static final Reply NO_JOURNAL = new Reply(451, "4.3.5",
            "The journal of this mail can't be reached; try again later");

    private final KnownRecipients recipients;
    private final SiteShares shares;
    private final RuleCounts counts = new RuleCounts();

    DeliveryJudge(KnownRecipients recipients, SiteShares shares) {
        this.recipients = recipients;
        this.shares = shares;
    }

    List<RuleCount> counts() {
        return counts.all();
    }

    /**
     * Why a message is refused whoever its recipients are. One that may be a report of another server waits for its
     * recipient.
     */
    Optional<Reply> refusal(AnnouncedMail mail, Policy now) {
        if (isExempt(mail.entrance()) || mail.sender().map(StatusReport::isFor).orElse(true)) return Optional.empty();
        return now.rules().refuses(mail).flatMap(rule -> {
            refused(rule.name(), mail, "anybody");
            return DeliveryRules.refusal(rule);
        });
    }

    /** Why it is refused for a recipient: for one of those whom the address stands for. */
    Optional<Reply> refusal(AnnouncedMail mail, Address given, Policy now) {
        if (now.rules().isEmpty() || isExempt(mail.entrance()) || isReport(given, now)) return Optional.empty();
        return now.expand(given).stream().map(member -> now.decide(mail, given, member))
                .flatMap(decision -> refusal(decision, mail, given, now).stream()).findFirst();
    }

    private Optional<Reply> refusal(Decision decision, AnnouncedMail mail, Address given, Policy now) {
        Optional<Reply> refusal = decision.refusal();
        if (refusal.isPresent()) {
            decision.decidedBy().map(DeliveryRule::name).ifPresent(rule -> refused(rule, mail, given.toString()));
            return refusal;
        }
        return decision.journals(mail).entrySet().stream().flatMap(journal -> {
            Optional<Reply> putOff = unreachable(journal.getKey(), now);
            putOff.ifPresent(_ -> refused(journal.getValue(), mail, given + " (journal " + journal.getKey() + ")"));
            return putOff.stream();
        }).findFirst();
    }

    private void refused(String rule, AnnouncedMail mail, String to) {
        counts.refused(rule, mail.at() + " " + mail.entrance().origin() + " "
                + mail.sender().map(Address::toString).orElse("<>") + " to " + to);
    }

    /** Why no copy can be sent there now. */
    private Optional<Reply> unreachable(Address journal, Policy now) {
        if (recipients.refusal(journal, now).isPresent()) return Optional.of(NO_JOURNAL);
        return shares.areUsedUp()
                ? now.expand(journal).stream()
                        .flatMap(member -> shares.refusal(now.home(member).domain(), now).stream()).findFirst()
                : Optional.empty();
    }

    /** What they say of a message that is there. */
    Judgement judge(Submission submission, long size, Policy now, Instant at) {
        if (now.rules().isEmpty() || isExempt(submission.entrance())) return Judgement.NONE;
        AnnouncedMail mail = AnnouncedMail.of(submission, size, at);
        Map<Decision, Decision> same = new HashMap<>();
        Map<Domain, Set<Decision>> decisions = new LinkedHashMap<>();
        for (Recipient recipient : submission.recipients()) {
            for (Address member : now.expand(recipient.address())) {
                Decision decision = now.decide(mail, recipient.address(), member);
                Optional<Reply> refusal = refusal(decision, mail, recipient.address(), now);
                if (refusal.isPresent()) return new Judgement(refusal, Map.of());
                decisions.computeIfAbsent(now.home(member).domain(), _ -> new LinkedHashSet<>(1))
                        .add(same.computeIfAbsent(decision, Function.identity()));
            }
        }
        return new Judgement(Optional.empty(), decisions);
    }

    /** What it said is on disk. */
    void done(Judgement judgement) {
        judgement.decidedBy().forEach(rule -> counts.accepted(rule, judgement.holds(rule)));
        judgement.journals().values().stream().distinct().forEach(counts::journaled);
    }

    private static boolean isExempt(Entrance entrance) {
        return entrance.kind().equals(Entrance.IMPORT);
    }

    private static boolean isReport(Address recipient, Policy now) {
        return StatusReport.isFor(recipient) && recipient.domain().name().equalsIgnoreCase(now.server());
    }
}
