/** Plans for people: a report in words, and charts as text and as SVG. */
package org.packetboat.schedules.plan.print;
