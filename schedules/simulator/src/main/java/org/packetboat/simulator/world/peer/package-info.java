/** What a node of a world keeps about another that it speaks UUCP with, and the bundles between them. */
package org.packetboat.simulator.world.peer;
