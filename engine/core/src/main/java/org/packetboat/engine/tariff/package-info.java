/** What calls cost: money as exact decimal numbers, the tariffs of links, and sums of what was charged. */
package org.packetboat.engine.tariff;
