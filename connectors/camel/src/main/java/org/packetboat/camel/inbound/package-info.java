/** Mail on its way into routes: what a route asks for, and what becomes of what it took. */
package org.packetboat.camel.inbound;
