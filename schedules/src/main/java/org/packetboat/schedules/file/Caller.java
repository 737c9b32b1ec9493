package org.packetboat.schedules.file;

import java.nio.file.Path;

/**
 * Somebody who may call us.
 *
 * @param node         its UUCP name
 * @param login        what it logs in with; of its own
 * @param passwordHash the file that holds the salted hash of its password
 * @param callBack     whether it is called back, and nothing exchanged while it calls
 */
public record Caller(String node, String login, Path passwordHash, boolean callBack) {}
