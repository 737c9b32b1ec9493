/** Machines of a hub and the brokers that keep their log, with everything going wrong: one seed makes one world. */
package org.packetboat.simulator.cluster;
