/** UUCP's packet protocols {@code i} and {@code g}: a sequence of bytes made reliable over a line that damages some. */
package org.packetboat.protocols.uucp.packet;
