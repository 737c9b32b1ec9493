/** What the server has counted, as Prometheus reads it, by Micrometer. Counts nothing itself. */
package org.packetboat.connectors.metrics;
