/**
 * Tells before a night whether a batch fits its windows, who is sent what when and by which server, and what to change
 * if it doesn't fit. Pure: no clock, no I/O, and the same question always gets the same answer.
 */
package org.packetboat.schedules.plan;
