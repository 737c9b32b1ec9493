/** What branches tell of themselves, kept and looked after at the hub. */
package org.packetboat.app.compose.fleet;
