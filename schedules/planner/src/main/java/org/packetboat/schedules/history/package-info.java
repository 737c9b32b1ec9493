/** What earlier sessions with each site have shown, for the planner. */
package org.packetboat.schedules.history;
