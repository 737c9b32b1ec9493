/** A machine of a hub whose queue is kept by brokers. */
package org.packetboat.app.compose.cluster;
