/** Router datagrams as bytes, each with a keyed digest. */
package org.packetboat.protocols.router;
