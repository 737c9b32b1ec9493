package org.packetboat.protocols.milter;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A filter inside of this program: rules that see a message when it is whole, and answer once.
 *
 * @param name      for the log
 * @param patience  for their answer
 * @param onTrouble what becomes of mail that they can't be asked about
 * @param judge     asks them
 * @param watch     hears how it goes
 */
public record Rules(String name, Duration patience, OnTrouble onTrouble, Judge judge, FilterWatch watch)
        implements
            Filter {
    /** Asks rules about messages. From any thread. */
    public interface Judge {
        /**
         * Waits for what they say.
         *
         * @param text gets the text that takes the place of the message's, header and all, in pieces, if they want
         *             another; called before this returns
         * @throws FilterTrouble if there is no answer in that time, or none that makes sense
         */
        Judgement judge(JudgedMail mail, Duration patience, Consumer<byte[]> text);
    }
}
