package org.packetboat.connectors.kafka;

import java.util.List;
import java.util.Optional;
import org.packetboat.engine.intake.Consignment;
import org.packetboat.engine.intake.SourcePosition;
import org.packetboat.engine.mail.Reply;

/** What records of one partition came to, before any of it is durable. */
sealed interface Load {
    /**
     * It can be taken.
     *
     * @param dead    what can't be mail
     * @param next    the position behind all of it
     * @param records how many they are
     * @param rest    why those behind them are put off, if some are left
     */
    record Ready(Consignment consignment, List<DeadLetter> dead, SourcePosition next, int records,
            Optional<Reply> rest) implements Load {}

    /** The first of them is for a site that takes too much of the disk: it has to wait, and so do those behind it. */
    record PutOff(Reply why) implements Load {}

    /** The queue can't take mail now. */
    record NotNow(Reply why) implements Load {}
}
