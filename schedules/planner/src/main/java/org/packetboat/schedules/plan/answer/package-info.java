/** What the planner answers: a schedule and a check of it, who misses and why, what would help, what is proven. */
package org.packetboat.schedules.plan.answer;
