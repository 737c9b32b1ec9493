/** Several machines as one hub: who serves which site, and who may call it now. */
package org.packetboat.app.hub;
