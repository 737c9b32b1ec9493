package org.packetboat.engine.breach.first;

import org.packetboat.engine.breach.second.Second;

/** One half of a cycle of packages, for the rule against them to find. */
public record First(Second second) {}
