package org.packetboat.schedules.file;

import java.util.List;
import org.packetboat.schedules.yaml.Problem;

/** What reading a set of schedule files came to. */
public sealed interface Reading {
    /** Other files that were read for it: when they change, it has to be read again. */
    List<Source.Beside> besides();

    /** They can be used; what there is to look at does no harm. */
    record Good(Schedules schedules, List<Problem> warnings, List<Source.Beside> besides) implements Reading {}

    /** They can't; at least one of the problems is an error. */
    record Bad(List<Problem> problems, List<Source.Beside> besides) implements Reading {}
}
