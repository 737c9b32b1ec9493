/** A night as people read it: chart and report. */
package org.packetboat.simulator.night.report;
