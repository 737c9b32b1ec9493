/** Usage records: how much was sent by whom, and where to, day by day, in files. */
package org.packetboat.connectors.usage;
