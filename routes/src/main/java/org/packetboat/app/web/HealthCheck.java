package org.packetboat.app.web;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that must be well. It does not wait for the node.
 *
 * @param name  one word, for machines
 * @param wrong what is wrong now, for people; empty if all is well
 */
public record HealthCheck(String name, Supplier<Optional<String>> wrong) {}
