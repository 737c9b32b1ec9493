/** How all adapters log what goes wrong again and again; it knows none of them. */
package org.packetboat.connectors.log;
