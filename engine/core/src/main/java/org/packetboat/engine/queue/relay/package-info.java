/**
 * What is kept of mail that another Packetboat has, of mail that came from one, and of reports between them. Docs:
 * {@code docs/relayed.md}.
 */
package org.packetboat.engine.queue.relay;
