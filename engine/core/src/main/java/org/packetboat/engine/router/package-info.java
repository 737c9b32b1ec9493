/**
 * Servers that tell each other what they reach: the protocol without sockets, keys or bytes. Docs: {@code
 * docs/routers.md}.
 */
package org.packetboat.engine.router;
