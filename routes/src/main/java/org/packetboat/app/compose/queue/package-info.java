/** Where a server's queue is kept. */
package org.packetboat.app.compose.queue;
