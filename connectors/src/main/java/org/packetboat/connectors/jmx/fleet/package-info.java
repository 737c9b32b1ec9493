/** The branches, as consoles see them. */
package org.packetboat.connectors.jmx.fleet;
