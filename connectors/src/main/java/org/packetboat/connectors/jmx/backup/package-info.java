/** Backups, as consoles see and make them. */
package org.packetboat.connectors.jmx.backup;
