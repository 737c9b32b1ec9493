/**
 * Serial ports, the modems on them, and sockets that stand in for both: how a line comes up under a session, by
 * dialling, by answering, with a login, or as a cable. The session on the line is somebody else's; here it is any
 * {@link org.packetboat.engine.link.LinkSession}.
 */
package org.packetboat.connectors.serial;
