package org.packetboat.engine.intake;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.packetboat.engine.mail.BigSendName;
import org.packetboat.engine.mail.HeaderField;

/**
 * Finds the header field {@code X-Big-Send} of a message as its bytes come, however they are divided: the name of the
 * big send it belongs to. The first one counts, if it stands in one line and is fit for a name. Lines end in CRLF.
 */
public final class BigSendHeader {
    private static final String FIELD = "x-big-send";
    private static final int LONGEST_LINE = FIELD.length() + 1 + 4 * BigSendName.LONGEST;

    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private boolean tooLong;
    private boolean over;
    private Optional<BigSendName> name = Optional.empty();

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
        over = end == 0 || HeaderField.isNamed(FIELD, line, 0, length) && !tooLong && found(end);
        length = 0;
        tooLong = false;
    }

    private boolean found(int end) {
        int value = HeaderField.colon(line, 0, end) + 1;
        name = BigSendName.of(new String(line, value, end - value, StandardCharsets.UTF_8).strip());
        return true;
    }

    /** The name, if the header has been seen to have one. */
    public Optional<BigSendName> name() {
        return name;
    }
}
