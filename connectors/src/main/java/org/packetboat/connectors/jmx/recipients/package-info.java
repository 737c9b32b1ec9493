/** Lists of recipients, as consoles see them. */
package org.packetboat.connectors.jmx.recipients;
