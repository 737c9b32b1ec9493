/** Takes in changed schedule files while the server runs. */
package org.packetboat.schedules.watch;
