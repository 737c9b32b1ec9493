package org.packetboat.app.compose.push;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.packetboat.connectors.json.RecordJson;
import org.packetboat.connectors.recipients.RecipientLists.PushListener.Verdict;

/**
 * What a server says of a list that was pushed to it; sealed as JSON.
 *
 * @param list   the name of the list
 * @param site   what the sender of the list calls the server
 * @param number of the push
 * @param what   what became of it
 * @param why    why it is not in force; empty text if it is
 * @param newest the number of what is in force; 0: nothing is
 */
record RecipientsAnswer(String list, String site, long number, Verdict what, String why, long newest) {
    private static final int LONGEST = 1000;

    RecipientsAnswer {
        if (why != null && why.length() > LONGEST) why = why.substring(0, LONGEST);
    }

    byte[] bytes() {
        return RecordJson.bytes(this);
    }

    static Optional<RecipientsAnswer> read(byte[] bytes) {
        try {
            RecipientsAnswer read = RecordJson.read(bytes, RecipientsAnswer.class);
            boolean isWhole = Objects.nonNull(read.list) && Objects.nonNull(read.site) && Objects.nonNull(read.what)
                    && Objects.nonNull(read.why);
            return Optional.of(read).filter(_ -> isWhole);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
