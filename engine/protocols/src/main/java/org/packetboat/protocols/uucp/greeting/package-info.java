/** How two UUCP systems greet each other and agree on a protocol and on what both can do. */
package org.packetboat.protocols.uucp.greeting;
