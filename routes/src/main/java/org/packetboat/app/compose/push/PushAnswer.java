package org.packetboat.app.compose.push;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.packetboat.connectors.json.RecordJson;

/**
 * What a branch says of a configuration that was pushed to it; sealed as JSON.
 *
 * @param number  of the configuration
 * @param site    of the branch
 * @param what    what became of it
 * @param reasons why it was refused or reverted, one a line
 */
record PushAnswer(long number, String site, Outcome what, List<String> reasons) {
    private static final int MOST_REASONS = 20;
    private static final int LONGEST_REASON = 500;

    /** In the order in which they may follow each other. */
    enum Outcome {
        /** It is in force, and stays if calls with the hub succeed: that this is read is a good sign. */
        IN_FORCE,
        /** It can't be used; the one before is in force. */
        REFUSED,
        /** It was in force, and did not work; the one before is in force again. */
        REVERTED
    }

    PushAnswer {
        reasons = reasons.stream().limit(MOST_REASONS)
                .map(reason -> reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason)
                .toList();
    }

    byte[] bytes() {
        return RecordJson.bytes(this);
    }

    static Optional<PushAnswer> read(byte[] bytes) {
        try {
            return Optional.of(RecordJson.read(bytes, PushAnswer.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
