/** Routers on UDP: what servers tell each other, signed and sent. Docs: {@code docs/routers.md}. */
package org.packetboat.connectors.router;
