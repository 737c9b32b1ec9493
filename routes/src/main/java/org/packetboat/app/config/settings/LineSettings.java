package org.packetboat.app.config.settings;

import java.nio.file.Path;

/**
 * What holds for all lines.
 *
 * @param node  our UUCP name
 * @param locks where this machine's programs keep the lock files of serial ports
 * @param pppd  the system's program that speaks PPP
 */
public record LineSettings(String node, Path locks, Path pppd) {}
