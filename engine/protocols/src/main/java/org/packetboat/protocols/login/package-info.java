/** Logins on a line that is up: how we log in where we call, and what callers are asked. */
package org.packetboat.protocols.login;
