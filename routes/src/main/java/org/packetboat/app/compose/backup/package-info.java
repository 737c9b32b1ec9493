/** Backups of the data folder, and what brings them back. */
package org.packetboat.app.compose.backup;
