/** What the planner is asked: servers with lines, sites with mail and open times; and what makes a question unfit. */
package org.packetboat.schedules.plan.question;
