/** The night as the search sees it: jobs, lanes of servers, and who can be served at all. */
package org.packetboat.schedules.plan.job;
