/** Filters that speak the milter protocol, over sockets. */
package org.packetboat.connectors.milter;
