/** What every simulation of calls is made of: who calls, the call itself, what packs bundles in it. */
package org.packetboat.simulator.call;
