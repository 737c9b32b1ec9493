/** Finding a good plan: lists, repair, shortening. */
package org.packetboat.schedules.plan.search;
