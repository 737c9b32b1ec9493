package org.packetboat.engine.route.rule;

import java.util.Optional;
import java.util.OptionalLong;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.time.Plausible;

/**
 * One delivery rule. It fits mail that fulfils all of its conditions.
 *
 * @param name       unique among rules
 * @param place      where it is written: {@code schedules/rules.yaml:12:5}
 * @param from       whose mail it is about
 * @param to         for whom that mail is
 * @param largerThan only mail of more bytes than this
 * @param during     only at these times
 * @param effect     what becomes of the mail
 */
public record DeliveryRule(String name, String place, SenderCondition from, RecipientCondition to,
        OptionalLong largerThan, Optional<During> during, Effect effect) {
    /** What becomes of mail that a rule decides on. */
    public sealed interface Verdict {
        /** It is taken. */
        record Accept() implements Verdict {}

        /** It is taken, and waits until an operator lets it go. */
        record Hold() implements Verdict {}

        /** It is not taken. @param reply a 4xx or 5xx */
        record Refuse(Reply reply) implements Verdict {}
    }

    /**
     * What a rule does.
     *
     * @param verdict  ends the search; without one, later rules are looked at, too
     * @param priority of the mail, whatever its sender asked for
     * @param journal  gets a copy
     */
    public record Effect(Optional<Verdict> verdict, Optional<Priority> priority, Optional<Address> journal) {
        /** Only decides. */
        public static Effect of(Verdict verdict) {
            return new Effect(Optional.of(verdict), Optional.empty(), Optional.empty());
        }
    }

    boolean fits(AnnouncedMail mail) {
        return from.fits(mail) && isLargeEnough(mail.size())
                && during.map(d -> d.window().isOpen(mail.at())).orElse(true);
    }

    /** While nobody has said how large a mail is, it is not refused for that, nor by later rules. */
    private boolean isLargeEnough(long size) {
        if (largerThan.isEmpty()) return true;
        return size == 0
                ? effect.verdict().filter(Verdict.Refuse.class::isInstance).isEmpty()
                : size > largerThan.getAsLong();
    }

    /** Whether this one decides on all mail that the other fits, so that a later one never does. */
    public boolean covers(DeliveryRule other) {
        return effect.verdict().isPresent() && from.covers(other.from) && to.covers(other.to)
                && (largerThan.isEmpty() || other.largerThan.isPresent()
                        && other.largerThan.getAsLong() >= largerThan.getAsLong())
                && (during.isEmpty() || during.equals(other.during));
    }

    DeliveryRule believing(Plausible clock) {
        return new DeliveryRule(name, place, from, to, largerThan, during.map(d -> d.believing(clock)), effect);
    }
}
