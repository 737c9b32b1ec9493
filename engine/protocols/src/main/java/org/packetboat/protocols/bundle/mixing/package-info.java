/** A codec of our own that mixes predictions of the next bit: strongest on small texts, and slow. */
package org.packetboat.protocols.bundle.mixing;
