/**
 * Mail from Kafka, taken exactly once: records are read as mail, and committed to the queue together with the position
 * behind them. The page docs/kafka.md tells users what a record looks like.
 */
package org.packetboat.connectors.kafka;
