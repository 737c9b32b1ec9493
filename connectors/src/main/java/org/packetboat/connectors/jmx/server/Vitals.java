package org.packetboat.connectors.jmx.server;

import org.packetboat.connectors.jmx.memory.ProcessSize;

/** How the process is doing, asked without the node, so that there is an answer also when that is stuck. */
public interface Vitals {
    /** How long ago the node's last step ended: more than some seconds if it is stuck. */
    long secondsSinceStep();

    /** How many log lines were dropped since the start: not read fast enough, or not to be written. */
    long logLinesDropped();

    /** What the process takes of the machine now. */
    ProcessSize size();
}
