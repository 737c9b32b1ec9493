/** What the log consists of: entries, their positions, and the records that carry them. */
package org.packetboat.engine.log.entry;
