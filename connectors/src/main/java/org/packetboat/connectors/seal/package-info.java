/** Texts that one server seals for another: signed, encrypted, and worth nothing to anybody else. */
package org.packetboat.connectors.seal;
