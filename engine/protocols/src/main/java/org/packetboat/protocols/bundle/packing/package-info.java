/** Ports: what a session needs of whoever packs and reads bundles, and the values that pass between them. */
package org.packetboat.protocols.bundle.packing;
