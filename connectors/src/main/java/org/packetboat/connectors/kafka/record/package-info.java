/** Records that are mail: as JSON, or as a whole message with its envelope in headers. */
package org.packetboat.connectors.kafka.record;
