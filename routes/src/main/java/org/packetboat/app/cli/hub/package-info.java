/** Commands to a machine of a hub. */
package org.packetboat.app.cli.hub;
