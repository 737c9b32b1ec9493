/** Rows of listings that are attributes: as those of operations, with times as numbers beside their texts. */
package org.packetboat.connectors.jmx.row;
