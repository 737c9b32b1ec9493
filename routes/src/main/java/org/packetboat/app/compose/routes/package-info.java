/** Composition of what is about route files. */
package org.packetboat.app.compose.routes;
