/** A folder of backups: generations of files that share what has not changed. */
package org.packetboat.connectors.backup;
