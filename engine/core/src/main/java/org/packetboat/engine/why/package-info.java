/** Why mail waits and when it goes, as the forwarder decides it, for people. */
package org.packetboat.engine.why;
