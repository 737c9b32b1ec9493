/**
 * Windows as rules for the wall clock of a time zone, and what they come to on the time line. Only java.time decides;
 * Quartz's reader of cron expressions is used for naming local times, never for finding instants.
 */
package org.packetboat.schedules.window;
