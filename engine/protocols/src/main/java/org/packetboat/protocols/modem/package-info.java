/** What is said to a modem and to a login prompt (V.250, Hayes), as machines without a port. */
package org.packetboat.protocols.modem;
