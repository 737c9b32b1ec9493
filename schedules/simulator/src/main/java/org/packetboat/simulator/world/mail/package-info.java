/** What stands in a world's mails, and what a reader makes of it. */
package org.packetboat.simulator.world.mail;
