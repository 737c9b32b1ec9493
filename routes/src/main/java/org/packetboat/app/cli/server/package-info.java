/** Commands to a running server. */
package org.packetboat.app.cli.server;
