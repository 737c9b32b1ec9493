/** When routes of a world are open, what its wires cost and include, and for which mail its sites are called when. */
package org.packetboat.simulator.world.terms;
