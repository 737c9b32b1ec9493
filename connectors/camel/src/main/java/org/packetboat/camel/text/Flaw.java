package org.packetboat.camel.text;

import java.io.IOException;
import org.packetboat.engine.text.Quoted;

/** What is being written can't be a message; thrown through whoever writes it. */
public final class Flaw extends IOException {
    private static final long serialVersionUID = 1L;

    Flaw(String reason) {
        super(Quoted.oneLine(reason));
    }
}
