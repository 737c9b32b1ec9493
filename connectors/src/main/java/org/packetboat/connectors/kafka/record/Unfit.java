package org.packetboat.connectors.kafka.record;

import org.apache.kafka.common.KafkaException;
import org.packetboat.engine.text.Quoted;

/** A record can't be mail; the message says why, in one line. */
public final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unfit(String reason) {
        super(Quoted.oneLine(reason));
    }

    /** Kafka's own words, which name no secret, with what lies behind them. */
    public static String reason(KafkaException e) {
        Throwable cause = e.getCause();
        return Quoted.oneLine(cause == null ? e.getMessage() : e.getMessage() + ": " + cause.getMessage());
    }
}
