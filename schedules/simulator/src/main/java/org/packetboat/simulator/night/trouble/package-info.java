/** What goes wrong in a night. */
package org.packetboat.simulator.night.trouble;
