/** What is said to a modem (V.250, Hayes), as machines without a port. */
package org.packetboat.protocols.modem;
