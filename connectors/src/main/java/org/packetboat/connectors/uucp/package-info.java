/**
 * UUCP spoken natively, so that a stock Taylor UUCP works at the other end: the greeting, the packet protocols i and g,
 * the commands, and mail as jobs. {@code docs/uucp.md} draws the layers. Nothing here opens a line or starts a thread,
 * except {@link org.packetboat.connectors.uucp.FileSpool}, which writes files.
 */
package org.packetboat.connectors.uucp;
