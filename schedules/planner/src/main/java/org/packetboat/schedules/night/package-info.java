/**
 * The night as a running server plans it: what waits and what sessions have shown become the planner's question, its
 * answer a timetable.
 */
package org.packetboat.schedules.night;
