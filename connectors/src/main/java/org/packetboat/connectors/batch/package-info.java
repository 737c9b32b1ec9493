/**
 * Mail in batches for the slow lines between two Packetboats: compressed, digested, frozen; no line, no thread, no
 * clock. A {@link org.packetboat.protocols.bundle.Correspondence} makes and reads them; docs/batches.md tells the
 * whole.
 */
package org.packetboat.connectors.batch;
