/** Has usage recorded, and shows it. */
package org.packetboat.app.compose.usage;
