/** What operators see of a hub's machines. */
package org.packetboat.connectors.jmx.cluster;
