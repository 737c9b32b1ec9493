package org.packetboat.protocols.milter;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.mail.Address;
import org.packetboat.protocols.smtp.filter.FilterClient;
import org.packetboat.protocols.smtp.filter.Verdict;

/**
 * The part of one milter in one session. It is called when there is the first mail, and hung up on when the session
 * ends, or when it is in trouble; then the next mail calls it again. Used by one thread at a time but for {@link #end}.
 */
final class MilterPart implements FilterPart {
    private static final Verdict PASSED = new Verdict.Passed();

    private final Milter milter;
    private volatile Optional<MilterLine> line = Optional.empty();
    private volatile boolean over;
    private Optional<MilterTalk> talk = Optional.empty();
    private Optional<FilterClient> told = Optional.empty();
    /** What it has said of all mail of this client. */
    private Optional<Answer> ofClient = Optional.empty();
    /** What holds for the rest of the open message. */
    private Optional<Verdict> settled = Optional.empty();

    MilterPart(Milter milter) {
        this.milter = milter;
    }

    @Override
    public Verdict mail(FilterClient client, Optional<Address> sender) {
        settled = Optional.empty();
        if (told.filter(before -> !before.address().equals(client.address())).isPresent()) quit();
        Function<MilterTalk, Answer> question = talking -> {
            Answer answer = greeted(talking, client);
            return answer instanceof Answer.Continue ? talking.mail(client, sender) : answer;
        };
        return again(question).orElseGet(() -> ask(question));
    }

    /** Asks over a connection of an earlier mail. Empty if there is none, or if it has gone: filters are restarted. */
    private Optional<Verdict> again(Function<MilterTalk, Answer> question) {
        if (talk.isEmpty()) return Optional.empty();
        try {
            return Optional.of(heard(question.apply(talk.get())));
        } catch (FilterTrouble gone) {
            hangUp();
            return Optional.empty();
        }
    }

    /** Whoever is not told a step has not shown by it that he is well. */
    private Verdict heard(Answer answer) {
        if (!(answer instanceof Answer.Continue)) milter.watch().answered();
        return verdict(answer);
    }

    @Override
    public Verdict rcpt(Address recipient) {
        return ask(talking -> talking.rcpt(recipient));
    }

    @Override
    public Verdict text(MailUnderWay mail, Supplier<Incoming> space, Disk disk) {
        if (settled.isPresent()) return settled.get();
        NewBody body = new NewBody(space, disk);
        try {
            return ask(talking -> {
                long asked = milter.watch().asked();
                Changes changes = new Changes(talking.offer(), body::append);
                Answer answer = talking.text(mail, changes);
                milter.watch().judged(asked);
                milter.watch().answered();
                if (answer instanceof Answer.Continue || answer instanceof Answer.Accept) {
                    changes.apply(mail);
                    body.apply(mail::replace);
                }
                return answer;
            });
        } finally {
            body.drop();
        }
    }

    /** What it says of the client, who may have logged in, or greeted again, since it was told of him. */
    private Answer greeted(MilterTalk talking, FilterClient client) {
        if (told.filter(client::equals).isPresent()) return ofClient.orElse(Answer.CONTINUE);
        Answer answer = told.isPresent() ? Answer.CONTINUE : talking.connect(client);
        if (answer instanceof Answer.Continue) answer = talking.helo(client);
        told = Optional.of(client);
        ofClient = answer instanceof Answer.Continue ? Optional.empty() : Optional.of(answer);
        return answer;
    }

    private Verdict ask(Function<MilterTalk, Answer> question) {
        if (settled.isPresent()) return settled.get();
        try {
            if (talk.isEmpty()) call();
            return heard(question.apply(talk.orElseThrow()));
        } catch (FilterTrouble trouble) {
            if (!over) milter.watch().trouble(trouble.getMessage());
            hangUp();
            settled = Optional.of(milter.onTrouble() == Filter.OnTrouble.ACCEPT
                    ? PASSED
                    : new Verdict.Refused(milter.refusal()));
            return settled.get();
        } catch (RuntimeException storeTrouble) {
            hangUp();
            throw storeTrouble;
        }
    }

    private void call() {
        if (over) throw new FilterTrouble("the session is over");
        MilterLine called = milter.opener().open();
        line = Optional.of(called);
        if (over) called.close();
        told = Optional.empty();
        ofClient = Optional.empty();
        talk = Optional.of(new MilterTalk(called, milter.patience()));
    }

    private Verdict verdict(Answer answer) {
        return switch (answer) {
            case Answer.Continue(),Answer.Skip() -> PASSED;
            case Answer.Accept() -> {
                settled = Optional.of(PASSED);
                yield PASSED;
            }
            case Answer.Discard() -> {
                milter.watch().discarded();
                settled = Optional.of(new Verdict.Discarded(milter.name()));
                yield settled.get();
            }
            case Answer.Refuse(var reply) -> {
                milter.watch().refused(reply.isPermanent());
                yield new Verdict.Refused(reply);
            }
        };
    }

    @Override
    public void reset() {
        settled = Optional.empty();
        try {
            talk.ifPresent(MilterTalk::abort);
        } catch (FilterTrouble gone) {
            hangUp();
        }
    }

    @Override
    public void quit() {
        try {
            talk.ifPresent(MilterTalk::quit);
        } catch (FilterTrouble gone) {
            // it has ended it itself
        }
        hangUp();
    }

    private void hangUp() {
        line.ifPresent(MilterLine::close);
        line = Optional.empty();
        talk = Optional.empty();
        told = Optional.empty();
    }

    @Override
    public void end() {
        over = true;
        line.ifPresent(MilterLine::close);
    }
}
