/**
 * What all who watch a running server share, so that there is one truth: what happened since the start, and a recent
 * picture of what waits.
 */
package org.packetboat.connectors.watch;
