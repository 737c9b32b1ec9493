/** Where each partition is read on: by the data folder, by the group, or as an operator says. */
package org.packetboat.connectors.kafka.position;
