/** A machine's part in a hub: the thread that lives it, and the store that the engine gets meanwhile. */
package org.packetboat.connectors.cluster;
