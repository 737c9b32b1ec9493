/** Commands that make backups and bring them back. */
package org.packetboat.app.cli.backup;
