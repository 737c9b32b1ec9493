/**
 * Where a message has been, and under which name: what this server reads from trace lines, and writes into its own. It
 * keeps mail from going round in circles and from arriving twice. Docs: {@code docs/routers.md}.
 */
package org.packetboat.engine.trace;
