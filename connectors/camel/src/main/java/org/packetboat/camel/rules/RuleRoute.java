package org.packetboat.camel.rules;

import java.time.Duration;
import java.util.function.Consumer;
import org.packetboat.protocols.milter.JudgedMail;
import org.packetboat.protocols.milter.Judgement;

/** A route that judges mail. From any thread. */
public interface RuleRoute {
    /**
     * Waits for what it says.
     *
     * @param text gets the text that takes the place of the message's, if it wants another
     * @throws org.packetboat.protocols.milter.FilterTrouble if it fails, or takes longer than that
     */
    Judgement judge(JudgedMail mail, Duration patience, Consumer<byte[]> text);
}
