/** Reads what concerns backups, and a hub and its branches. */
package org.packetboat.app.config.care;
