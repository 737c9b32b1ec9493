/** The HTTP server's part of the composition root. */
package org.packetboat.app.compose.web;
