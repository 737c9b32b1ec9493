/** What every simulated world has in common. */
package org.packetboat.simulator;
