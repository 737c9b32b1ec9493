package org.packetboat.protocols.uucp.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.link.Transfer;
import org.packetboat.engine.mail.EnvelopeId;
import org.packetboat.engine.mail.Message;
import org.packetboat.engine.mail.Recipient;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.trace.StatusReport;

/**
 * One message for a stock peer: the command {@code rmail} with its recipients, and the message with LF line ends as
 * its input; or a command as {@code rsmtp}, and a batch of SMTP (RFC 2442) with sender and recipients. The same
 * envelope always makes the same job, byte for byte, so that a broken transfer can go on.
 *
 * @param id         the envelope
 * @param recipients who it is for; others of the envelope wait for a job of their own
 * @param name       names the job's files on the line: ten letters and digits, never used for another job
 * @param command    what the far side is to run
 * @param isQuoted   whether the command's words are in quotes
 * @param body       its input
 */
public record RmailJob(EnvelopeId id, List<Recipient> recipients, String name, String command,
        boolean isQuoted, Body body) implements Job {
    /** An envelope made ready. */
    public record Prepared(Optional<RmailJob> job, Map<Recipient, Outcome> refused) {}

    /** What may stand in a command without any shell's notice: some peers have a shell run it. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.+=/][A-Za-z0-9_.+=/@%!#~{}-]*");
    /** What may stand in quotes; first comes nothing that {@code rmail} could take for an option. */
    private static final Pattern QUOTABLE = Pattern.compile("[!-,.-~][ -~]*");
    private static final Pattern ASCII = Pattern.compile("[ -~]+");
    private static final Reply NOT_ASCII = new Reply(553, "5.6.7",
            "addresses beyond ASCII cannot be passed to this site");
    private static final Reply NO_REPORTS = new Reply(550, "5.3.3", "the site takes no reports of other servers");
    private static final int LONGEST_COMMAND = 1000;
    private static final int NAME_DIGITS = 10;
    private static final Pattern INPUT = Pattern.compile("D\\.[0-9A-F]{" + NAME_DIGITS + "}");
    private static final Reply NOT_PLAIN = new Reply(553, "5.1.3",
            "this address cannot be passed to rmail of this site: only letters, digits and _.+=/@%!#~{}- can, unless "
                    + "it has Taylor UUCP 1.07 or later");

    /** Whether a job whose input has this name is one of ours: it stands for one mail and never for another. */
    public static boolean isOurs(String input) {
        return INPUT.matcher(input).matches();
    }

    /** Those who can't be named in one command with the first are left for another job. */
    public static Prepared of(Transfer transfer, RmailTerms terms) {
        Predicate<Recipient> report = recipient -> StatusReport.isFor(recipient.address());
        if (transfer.envelope().recipients().stream().anyMatch(report))
            return new Prepared(Optional.empty(), BundleJob.each(transfer, new Outcome.Refused(NO_REPORTS)));
        return terms.smtpBatch().map(command -> batch(transfer, command, terms))
                .orElseGet(() -> rmail(transfer, terms));
    }

    private static Prepared batch(Transfer transfer, String command, RmailTerms terms) {
        Map<Boolean, List<Recipient>> plain = transfer.envelope().recipients().stream()
                .collect(Collectors.partitioningBy(r -> ASCII.matcher(r.address().toString()).matches()));
        Map<Recipient, Outcome> refused = plain.get(false).stream()
                .collect(Collectors.toMap(Function.identity(), _ -> new Outcome.Refused(NOT_ASCII)));
        if (plain.get(true).isEmpty()) return new Prepared(Optional.empty(), refused);
        return new Prepared(Optional.of(batch(transfer, plain.get(true), command, terms)), refused);
    }

    private static RmailJob batch(Transfer transfer, List<Recipient> to, String command, RmailTerms terms) {
        EnvelopeId id = transfer.envelope().id();
        StringBuilder head = new StringBuilder("HELO ").append(terms.node()).append("\nMAIL FROM:<")
                .append(transfer.envelope().message().sender().map(Object::toString).orElse("")).append(">\n");
        to.forEach(recipient -> head.append("RCPT TO:<").append(recipient.address()).append(">\n"));
        head.append("DATA\n");
        Body body = new RewrittenBody(head.toString().getBytes(StandardCharsets.UTF_8), transfer.body(), 0,
                transfer.body().size(), RewrittenBody.Ends.BATCH);
        return new RmailJob(id, to, name(id, command + " " + head), command, false, body);
    }

    private static String name(EnvelopeId id, String what) {
        return Digest.of(id.toString(), what).substring(0, NAME_DIGITS).toUpperCase(Locale.ROOT);
    }

    private static Prepared rmail(Transfer transfer, RmailTerms terms) {
        Map<Recipient, Outcome> refused = new HashMap<>();
        List<Recipient> taken = new ArrayList<>();
        StringBuilder command = new StringBuilder("rmail");
        boolean quoted = false;
        for (Recipient recipient : transfer.envelope().recipients()) {
            String address = recipient.address().toString();
            boolean plain = PLAIN.matcher(address).matches();
            if (!plain && !(terms.quotes() && QUOTABLE.matcher(address).matches())) {
                refused.put(recipient, new Outcome.Refused(NOT_PLAIN));
            } else if (taken.isEmpty() || command.length() + address.length() < LONGEST_COMMAND) {
                taken.add(recipient);
                command.append(' ').append(plain ? address : CommandWords.quoted(address));
                quoted |= !plain;
            }
        }
        if (taken.isEmpty()) return new Prepared(Optional.empty(), refused);
        return new Prepared(Optional.of(job(transfer, taken, command.toString(), quoted, terms)), refused);
    }

    private static RmailJob job(Transfer transfer, List<Recipient> taken, String command, boolean quoted,
            RmailTerms terms) {
        EnvelopeId id = transfer.envelope().id();
        Message message = transfer.envelope().message();
        byte[] from = FromLine.of(message.sender(), message.arrived(), terms);
        Body body = new RewrittenBody(from, transfer.body(), 0, transfer.body().size(), RewrittenBody.Ends.LF);
        return new RmailJob(id, taken, name(id, command), command, quoted, body);
    }

    @Override
    public Map<EnvelopeId, Map<Recipient, Outcome>> all(Outcome outcome) {
        return Map.of(id, recipients.stream().collect(Collectors.toMap(Function.identity(), _ -> outcome)));
    }

    @Override
    public Optional<Action.Progress> progress(long sent) {
        return Optional.of(new Action.Progress(id, sent));
    }
}
