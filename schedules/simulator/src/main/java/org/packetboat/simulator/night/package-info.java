/** Nights played through: the real engine and the real sessions, on simulated time, lines and failures. */
package org.packetboat.simulator.night;
