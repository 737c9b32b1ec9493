/** What the beans ask of the server behind them. */
package org.packetboat.connectors.jmx.server;
