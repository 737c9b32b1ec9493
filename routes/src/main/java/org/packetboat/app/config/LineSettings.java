package org.packetboat.app.config;

import java.nio.file.Path;

/**
 * What holds for all lines on which UUCP is spoken.
 *
 * @param node  our UUCP name
 * @param locks where this machine's programs keep the lock files of serial ports
 */
public record LineSettings(String node, Path locks) {}
