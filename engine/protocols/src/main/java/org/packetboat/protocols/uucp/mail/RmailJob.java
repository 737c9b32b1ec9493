package org.packetboat.protocols.uucp.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

/**
 * One message for a stock peer: the command {@code rmail} with its recipients, and the message with LF line ends as
 * its input. The same envelope always makes the same job, byte for byte, so that a broken transfer can go on.
 *
 * @param id         the envelope
 * @param recipients who it is for; others of the envelope wait for a job of their own
 * @param name       names the job's files on the line: ten letters and digits, never used for another job
 * @param command    what the far side is to run
 * @param body       its input
 */
public record RmailJob(EnvelopeId id, List<Recipient> recipients, String name, String command,
        Body body) implements Job {
    /** An envelope made ready. */
    public record Prepared(Optional<RmailJob> job, Map<Recipient, Outcome> refused) {}

    /** What may stand in a command without any shell's notice. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.+=/][A-Za-z0-9_.+=/@%-]*");
    private static final int LONGEST_COMMAND = 1000;
    private static final int NAME_DIGITS = 10;
    private static final Pattern INPUT = Pattern.compile("D\\.[0-9A-F]{" + NAME_DIGITS + "}");
    private static final Reply NOT_PLAIN = new Reply(553, "5.1.3",
            "this address cannot be passed to rmail: only letters, digits and _.+=/@%- can");

    /** Whether a job whose input has this name is one of ours: it stands for one mail and never for another. */
    public static boolean isOurs(String input) {
        return INPUT.matcher(input).matches();
    }

    /** @param node our name, for the From line */
    public static Prepared of(Transfer transfer, String node) {
        Map<Recipient, Outcome> refused = new HashMap<>();
        List<Recipient> taken = new ArrayList<>();
        StringBuilder command = new StringBuilder("rmail");
        for (Recipient recipient : transfer.envelope().recipients()) {
            String address = recipient.address().toString();
            if (!PLAIN.matcher(address).matches()) {
                refused.put(recipient, new Outcome.Refused(NOT_PLAIN));
            } else if (taken.isEmpty() || command.length() + address.length() < LONGEST_COMMAND) {
                taken.add(recipient);
                command.append(' ').append(address);
            }
        }
        if (taken.isEmpty()) return new Prepared(Optional.empty(), refused);
        return new Prepared(Optional.of(job(transfer, taken, command.toString(), node)), refused);
    }

    private static RmailJob job(Transfer transfer, List<Recipient> taken, String command, String node) {
        EnvelopeId id = transfer.envelope().id();
        Message message = transfer.envelope().message();
        byte[] from = FromLine.of(message.sender(), message.arrived(), node);
        Body body = new RewrittenBody(from, transfer.body(), 0, transfer.body().size(), RewrittenBody.Ends.LF);
        String name = Digest.of(id.toString(), command).substring(0, NAME_DIGITS).toUpperCase(Locale.ROOT);
        return new RmailJob(id, taken, name, command, body);
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
