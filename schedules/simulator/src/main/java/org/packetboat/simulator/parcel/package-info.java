/** What crosses a simulated line in bulk: mails and batches of the right size, packed once and then only exchanged. */
package org.packetboat.simulator.parcel;
