package org.packetboat.app.config;

import java.util.List;
import org.packetboat.schedules.yaml.Problem;

/** What reading a configuration file came to. */
public sealed interface ConfigurationReading {
    /** It can be used; what there is to look at does no harm. */
    record Good(Configuration configuration, List<Problem> warnings) implements ConfigurationReading {}

    /** It can't. */
    record Bad(List<Problem> problems) implements ConfigurationReading {}
}
