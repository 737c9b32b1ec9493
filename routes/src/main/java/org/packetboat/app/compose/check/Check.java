package org.packetboat.app.compose.check;

import org.packetboat.schedules.yaml.Problems;

/**
 * Looks for one thing that is often missed. What keeps a server from starting here, or a file from being used, is an
 * error; what it starts with all the same is a warning. Each says where it stands, what was found and what to do.
 */
interface Check {
    void look(Subject subject, Problems problems);
}
