package org.packetboat.connectors.jmx.server;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the application knows about itself and tells over JMX.
 *
 * @param listening        where it listens now, such as {@code smtp 127.0.0.1:2525}
 * @param scheduleProblems what is wrong with schedule and route files now
 * @param vitals           how the process is doing
 * @param traces           what became of messages
 * @param shutdown         stops the server in good order; returns at once
 */
public record ServerFacts(String version, Instant started, Supplier<List<String>> listening, String dataFolder,
        Supplier<List<String>> scheduleProblems, Vitals vitals, Runnable shutdown, InstantSource clock,
        Traces traces) {}
