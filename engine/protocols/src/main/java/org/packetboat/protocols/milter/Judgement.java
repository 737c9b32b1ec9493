package org.packetboat.protocols.milter;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.packetboat.engine.text.Quoted;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.smtp.filter.Filtered;
import org.packetboat.protocols.smtp.filter.Head;
import org.packetboat.protocols.smtp.filter.Verdict;

/**
 * What rules say of a message.
 *
 * @param verdict whether it is taken; all else counts only if it passed
 * @param to      its envelope as it is to be
 * @param hold    why it is to be held, if it is
 * @param removed names of fields that go, each wherever it stands
 * @param added   fields that come to the end of the header, after that
 */
public record Judgement(Verdict verdict, Filtered.Envelope to, Optional<String> hold, List<String> removed,
        List<Head.Field> added) {
    public Judgement {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }

    /**
     * A refusal.
     *
     * @param forGood whether the client is not to try again, where the text says nothing of it
     * @param said    the text of the reply; a code (4xx or 5xx) and a status may stand before it
     */
    public static Verdict refused(boolean forGood, String said) {
        Reply usual = forGood ? Answer.REJECTED : Answer.PUT_OFF;
        Matcher reply = Answer.LINE.matcher(said.strip());
        if (reply.matches()) return new Verdict.Refused(Answer.reply(reply, reply.group(3)));
        String text = Quoted.oneLine(said.strip());
        return new Verdict.Refused(new Reply(usual.code(), usual.status(), text.isEmpty() ? usual.text() : text));
    }

    /** Does to a message what rules want done. */
    void apply(MailUnderWay mail) {
        removed.forEach(mail.head()::removeAll);
        added.forEach(field -> mail.head().add(field.name(), field.value()));
        mail.sendTo(to);
        hold.ifPresent(mail::hold);
    }
}
