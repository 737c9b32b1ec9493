package org.packetboat.connectors.http;

import java.time.Duration;

/**
 * Limits that the JDK's server takes from system properties, once, when it is first used. What somebody has set on the
 * command line stays.
 */
final class JdkLimits {
    private static final int LONGEST_HEAD = 16 << 10;

    private JdkLimits() {}

    /**
     * @param open    how many connections may be open at a time; more are closed at once
     * @param longest how long a request may take to arrive, and a connection be silent
     */
    static void set(int open, Duration longest) {
        usually("jdk.httpserver.maxConnections", Integer.toString(open));
        usually("sun.net.httpserver.maxIdleConnections", Integer.toString(open));
        usually("sun.net.httpserver.idleInterval", Long.toString(Math.max(1, longest.toSeconds())));
        usually("sun.net.httpserver.maxReqTime", Long.toString(Math.max(1, longest.toSeconds())));
        usually("sun.net.httpserver.maxReqHeaderSize", Integer.toString(LONGEST_HEAD)); // anybody may send one
        usually("sun.net.httpserver.nodelay", "true"); // else small answers wait for 40 ms
    }

    private static void usually(String name, String value) {
        if (System.getProperty(name) == null) System.setProperty(name, value);
    }
}
