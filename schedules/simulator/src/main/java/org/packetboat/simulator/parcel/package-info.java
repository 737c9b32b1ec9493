/** What crosses a simulated line in bulk: mails and batches of the right size, packed once and exchanged from then on. */
package org.packetboat.simulator.parcel;
