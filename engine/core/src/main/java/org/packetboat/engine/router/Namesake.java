package org.packetboat.engine.router;

import java.util.Optional;

/**
 * Two servers that are up at the same time under one name.
 *
 * @param at    where one of them sends from
 * @param other where the other does; empty if it is this server itself
 */
public record Namesake(String name, Endpoint at, Optional<Endpoint> other) {}
