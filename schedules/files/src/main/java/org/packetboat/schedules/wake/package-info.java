/** Wakes the node when windows open and close. Whether one is open is never decided here. */
package org.packetboat.schedules.wake;
