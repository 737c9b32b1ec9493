package org.packetboat.engine.peer;

/**
 * What we log in with at a site's mail server (RFC 4954). The file is read at each session, so that a new password
 * needs no restart.
 *
 * @param name    as the server knows us: any text
 * @param file    holds the password in its first line, or a token
 * @param token   whether it is a token for OAuth 2.0 rather than a password
 * @param inClear whether it may be sent over a connection that is not encrypted
 */
public record PeerLogin(String name, String file, boolean token, boolean inClear) {}
