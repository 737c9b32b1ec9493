/** What became of each envelope of the big sends. */
package org.packetboat.engine.queue.ledger;
