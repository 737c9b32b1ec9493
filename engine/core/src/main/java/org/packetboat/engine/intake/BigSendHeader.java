package org.packetboat.engine.intake;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.HeaderField;

/**
 * Finds the header fields {@code X-Big-Send}, the name of the big send that a message belongs to, and {@code
 * X-Big-Send-Stages}, in what stages it goes to its sites ({@link Stages}), as the message's bytes come, however they
 * are divided. The first of each counts, if it stands in one line and is fit for a name. Lines end in CRLF.
 */
public final class BigSendHeader {
    private static final String NAME = "x-big-send";
    private static final String STAGES = "x-big-send-stages";
    private static final int LONGEST_LINE = STAGES.length() + 1 + 4 * BigSendName.LONGEST;

    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private boolean tooLong;
    private boolean over;
    private boolean named;
    private Optional<BigSendName> name = Optional.empty();
    private Optional<String> stages = Optional.empty();

    /** The next bytes of the message. */
    public void see(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count && !over; i++) {
            if (bytes[i] == '\n') {
                lineEnds();
            } else if (length < line.length) {
                line[length++] = bytes[i];
            } else {
                tooLong = true;
            }
        }
    }

    private void lineEnds() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        over = end == 0;
        if (!over && !named && !tooLong && HeaderField.isNamed(NAME, line, 0, length)) {
            named = true;
            name = BigSendName.of(value(end));
        } else if (!over && stages.isEmpty() && HeaderField.isNamed(STAGES, line, 0, length)) {
            stages = Optional.of(tooLong ? "(too long)" : value(end));
        }
        length = 0;
        tooLong = false;
    }

    private String value(int end) {
        int value = HeaderField.colon(line, 0, end) + 1;
        return new String(line, value, end - value, StandardCharsets.UTF_8).strip();
    }

    /** The name, if the header has been seen to have one. */
    public Optional<BigSendName> name() {
        return name;
    }

    /** The stages as they stand there, right or wrong. */
    public Optional<String> stages() {
        return stages;
    }
}
