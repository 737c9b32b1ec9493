package org.packetboat.schedules.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.packetboat.schedules.yaml.Problem;

/** What reading a set of schedule files came to. */
public sealed interface Reading {
    /** Other files that were read for it: when they change, it has to be read again. */
    Set<Path> besides();

    /** They can be used; what there is to look at does no harm. */
    record Good(Schedules schedules, List<Problem> warnings, Set<Path> besides) implements Reading {}

    /** They can't; at least one of the problems is an error. */
    record Bad(List<Problem> problems, Set<Path> besides) implements Reading {}
}
