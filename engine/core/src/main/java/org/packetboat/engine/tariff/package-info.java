/** What calls cost: money as exact decimal numbers, and the tariffs of links. */
package org.packetboat.engine.tariff;
