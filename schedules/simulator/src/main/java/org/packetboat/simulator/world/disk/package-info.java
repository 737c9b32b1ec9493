/** Disks of a world, which lose what was not synced. */
package org.packetboat.simulator.world.disk;
