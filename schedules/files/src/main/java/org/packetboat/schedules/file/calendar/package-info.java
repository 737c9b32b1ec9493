/** Calendars (RFC 5545), as people's programs write them, become stretches of time. */
package org.packetboat.schedules.file.calendar;
