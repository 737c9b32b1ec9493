/** How bytes are compressed: the codecs' numbers, and the port to whatever does the work. */
package org.packetboat.protocols.bundle.codec;
