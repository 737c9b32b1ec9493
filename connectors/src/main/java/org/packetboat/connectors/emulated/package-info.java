/** Lines that are not there: the pace of a modem between two ports of this machine. */
package org.packetboat.connectors.emulated;
