/** Composition of the links: which transport goes over what. */
package org.packetboat.app.compose.transport;
