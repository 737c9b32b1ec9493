/** The composition root: makes all parts of a server from its configuration, joins them, and then starts them. */
package org.packetboat.app.compose;
