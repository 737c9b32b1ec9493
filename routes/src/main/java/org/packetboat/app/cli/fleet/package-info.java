/** What a hub knows of its branches. */
package org.packetboat.app.cli.fleet;
