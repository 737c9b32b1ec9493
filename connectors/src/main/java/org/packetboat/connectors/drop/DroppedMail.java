package org.packetboat.connectors.drop;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.packetboat.connectors.drop.DropReader.Result;
import org.packetboat.engine.intake.Incoming;
import org.packetboat.engine.intake.Intake;
import org.packetboat.engine.intake.Receipt;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.intake.Submission;
import org.packetboat.engine.intake.SubmissionOptions;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.MailEncoding;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.protocols.submission.DroppedEnvelope;

/**
 * Mail of the drop folder on its way into the queue. The program that wrote it has ended long ago: who can't get it is
 * told to its sender by a notice, and the others get it.
 *
 * @param intake         where it goes
 * @param server         our name
 * @param domain         of addresses that have none
 * @param hopLimit       trace lines it may bring along
 * @param mostRecipients of one message
 */
public record DroppedMail(Intake intake, String server, String domain, int hopLimit, int mostRecipients) {
    private static final long PATIENCE = 60;
    private static final int LONGEST_SHOWN = 200;
    private static final Reply NO_ADDRESS = new Reply(501, "5.1.3", "Expected an address");
    private static final Reply NO_RECIPIENT = new Reply(554, "5.5.1", "The message names no recipient");
    private static final Reply SILENT = new Reply(451, "4.3.0", "No answer from the queue within a minute");

    /** Who gets it, and why others do not. */
    private record Division(List<Recipient> good, Map<Reply, List<Recipient>> refused) {
        void refuse(Reply why, Recipient to) {
            refused.computeIfAbsent(why, _ -> new ArrayList<>()).add(to);
        }
    }

    /** @param in stands behind the envelope */
    Result take(DroppedFile file, InputStream in, Instant now) throws IOException {
        DropDraft draft = new DropDraft(intake, file, server, domain, now);
        boolean committed = false;
        try {
            draft.read(in, intake.largestMessage(), hopLimit);
            Division division = divide(file, draft, now);
            Optional<Reply> later = division.refused().keySet().stream().filter(r -> !r.isPermanent()).findFirst();
            if (later.isPresent()) return new Result.Later(later.get());
            committed = !division.good().isEmpty();
            if (committed) {
                Receipt receipt = answer(commit(draft, submission(file, draft, division.good()), now));
                if (receipt instanceof Receipt.Rejected(Reply why) && !why.isPermanent()) return new Result.Later(why);
                if (receipt instanceof Receipt.Rejected(Reply why)) division.refused().put(why, division.good());
            }
            return sendBack(file, draft, division, now);
        } finally {
            if (!committed) draft.incoming().abandon();
        }
    }

    private Division divide(DroppedFile file, DropDraft draft, Instant now) {
        DroppedEnvelope.Recipients found = file.envelope().recipients(draft.head(), domain, mostRecipients);
        AnnouncedMail mail = AnnouncedMail.of(submission(file, draft, found.good()), draft.incoming().size(), now);
        Division division = new Division(new ArrayList<>(), new LinkedHashMap<>());
        if (found.more()) {
            Reply many = new Reply(554, "5.5.3", "More than " + mostRecipients + " recipients");
            division.refuse(many, shown("everybody"));
            return division;
        }
        found.bad().forEach(text -> division.refuse(NO_ADDRESS, shown(text)));
        for (Recipient to : found.good()) {
            Optional<Reply> why = draft.flaw().or(() -> intake.refusal(mail, to.address()))
                    .or(() -> intake.delay(to.address()));
            if (why.isPresent()) division.refuse(why.get(), to);
            else division.good().add(to);
        }
        boolean nobody = found.good().isEmpty() && found.bad().isEmpty();
        if (nobody) division.refuse(NO_RECIPIENT, shown("nobody"));
        return division;
    }

    /** What is no address, as one that shows it in a notice. */
    private Recipient shown(String text) {
        String line = text.replaceAll("[^\\x20-\\x7e]+|[\"\\\\]", "?");
        String part = line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) : line;
        return Recipient.of(Address.parse('"' + part + "\"@" + domain));
    }

    private Submission submission(DroppedFile file, DropDraft draft, List<Recipient> to) {
        Optional<Address> sender = file.envelope().sender(file.owner(), domain);
        boolean international = sender.filter(Address::isInternational).isPresent()
                || to.stream().anyMatch(r -> r.address().isInternational());
        return new Submission(sender, to, SubmissionOptions.NONE, new MailEncoding(draft.isEightBit(), international),
                file.envelope().dsn(), "drop:" + file.owner()).withKey("drop:" + file.key());
    }

    private static Consumer<Consumer<Receipt>> commit(DropDraft draft, Submission submission, Instant now) {
        Submission whole = submission.inBigSend(draft.incoming().bigSend());
        return answer -> draft.incoming().commit(whole, now, answer);
    }

    private Result sendBack(DroppedFile file, DropDraft draft, Division division, Instant now) {
        int number = 0;
        Optional<Reply> untold = Optional.empty();
        for (Map.Entry<Reply, List<Recipient>> refused : division.refused().entrySet()) {
            Submission about = submission(file, draft, refused.getValue())
                    .withKey("drop:" + file.key() + "-" + ++number);
            Receipt receipt = answer(answer -> returning(draft, now).sendBack(about, refused.getKey(), now, answer));
            if (receipt instanceof Receipt.Rejected(Reply why) && !why.isPermanent()) return new Result.Later(why);
            if (receipt instanceof Receipt.Rejected) untold = Optional.of(refused.getKey());
        }
        boolean lost = untold.isPresent() && division.good().isEmpty();
        return lost ? new Result.Refused(untold.get().toString()) : new Result.Done();
    }

    private Incoming returning(DropDraft draft, Instant now) {
        byte[] beginning = draft.beginning();
        Incoming incoming = intake.begin(now);
        incoming.append(beginning, 0, beginning.length);
        return incoming;
    }

    private static Receipt answer(Consumer<Consumer<Receipt>> question) {
        CompletableFuture<Receipt> answer = new CompletableFuture<>();
        question.accept(answer::complete);
        try {
            return answer.get(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Receipt.Rejected(SILENT);
        } catch (ExecutionException | TimeoutException e) {
            return new Receipt.Rejected(SILENT);
        }
    }
}
