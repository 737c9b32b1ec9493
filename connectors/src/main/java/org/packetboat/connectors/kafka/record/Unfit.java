package org.packetboat.connectors.kafka.record;

import org.apache.kafka.common.KafkaException;

/** A record can't be mail; the message says why, in one line. */
public final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 500;

    Unfit(String reason) {
        super(oneLine(reason));
    }

    /** Kafka's own words, which name no secret, with what lies behind them. */
    public static String reason(KafkaException e) {
        Throwable cause = e.getCause();
        return oneLine(cause == null ? e.getMessage() : e.getMessage() + ": " + cause.getMessage());
    }

    /** What came from outside must not break lines of a log or of a header. */
    public static String oneLine(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "..." : clean;
    }
}
