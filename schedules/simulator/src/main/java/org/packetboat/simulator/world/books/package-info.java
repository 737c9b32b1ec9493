/** What a world knows of its mail, and whether what became of it is as it must be. */
package org.packetboat.simulator.world.books;
