/** Modems and a line made of air: pseudo-terminals that behave like them, for trying out a configuration. */
package org.packetboat.connectors.serial.practice;
