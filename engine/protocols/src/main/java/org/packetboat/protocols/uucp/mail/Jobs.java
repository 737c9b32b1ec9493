package org.packetboat.protocols.uucp.mail;

import java.util.ArrayList;
import java.util.List;
import org.packetboat.engine.link.Body;

/** Turns a received job into mail. */
public final class Jobs {
    /** What a job is. */
    public sealed interface Reading {
        record Mails(List<Mail> mails) implements Reading {}

        /** Nothing that can be taken in, now or later. */
        record Refused(String why) implements Reading {}
    }

    /** Names the mails of a job. */
    public interface Naming {
        /**
         * What one of them is called, the same however often the job comes.
         *
         * @param place its place in the job
         * @param text  as it is to be stored
         */
        String name(int place, Body text);
    }

    private Jobs() {}

    /**
     * @param node      the far side
     * @param requestor who had the job sent there
     * @param domain    the domain of recipients that have none
     */
    public static Reading read(String command, Body input, String node, String requestor, String domain,
            Naming naming) {
        return switch (Execution.parse(command, domain)) {
            case Execution.Rmail(var recipients) -> {
                FromLine from = FromLine.read(input, node, requestor);
                Body body = new RewrittenBody(new byte[0], input, from.length(), input.size(), RewrittenBody.Ends.CRLF);
                yield new Reading.Mails(List.of(Mail.of(from.sender(), recipients, body, node, naming.name(0, body))));
            }
            case Execution.Batch() -> batch(BsmtpBatch.read(input, node, domain), input, node, naming);
            case Execution.Packed() -> new Reading.Refused("a batch is not for everybody");
            case Execution.Forbidden(String why) -> new Reading.Refused(why);
        };
    }

    private static Reading batch(BsmtpBatch.Content content, Body input, String node,
            Naming naming) {
        return switch (content) {
            case BsmtpBatch.Content.Malformed(String why) -> new Reading.Refused(why);
            case BsmtpBatch.Content.Messages(var entries) -> {
                List<Mail> mails = new ArrayList<>();
                for (BsmtpBatch.Entry entry : entries) {
                    Body body = UndottedBody.of(input, entry.from(), entry.until());
                    String name = naming.name(mails.size(), body);
                    mails.add(Mail.of(entry.sender(), entry.recipients(), body, node, name));
                }
                yield new Reading.Mails(mails);
            }
        };
    }
}
