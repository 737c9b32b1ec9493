/** A serial port of this machine: its device file, settings and lock file, and the pace at which bytes leave it. */
package org.packetboat.connectors.serial.device;
