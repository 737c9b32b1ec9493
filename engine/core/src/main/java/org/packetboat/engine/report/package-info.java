/** What others are told of mail: readers of events, and the servers that it came from. */
package org.packetboat.engine.report;
