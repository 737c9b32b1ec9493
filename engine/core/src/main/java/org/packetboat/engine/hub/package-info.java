/** Several machines as one hub: which of them may call a site now. */
package org.packetboat.engine.hub;
