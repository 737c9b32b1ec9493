package org.packetboat.app.config;

import java.util.List;
import org.packetboat.engine.intake.Aliases;
import org.packetboat.schedules.yaml.Problem;

/** What reading an aliases file came to. */
public sealed interface AliasesReading {
    record Good(Aliases aliases) implements AliasesReading {}

    record Bad(List<Problem> problems) implements AliasesReading {}
}
