/**
 * Worlds full of trouble: several nodes that exchange mail by the real SMTP, UUCP and router machines over simulated
 * lines, with disks that lose what was not synced, clocks that are wrong, operators, and power that fails. A seed plays
 * a world again, event for event.
 */
package org.packetboat.simulator.world;
