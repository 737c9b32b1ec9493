/** Configurations that a hub sends to its branches as sealed mail, and what becomes of them there. */
package org.packetboat.app.compose.push;
