/** Windows as schedule files describe them: days, times, zones, holidays. */
package org.packetboat.schedules.file.window;
