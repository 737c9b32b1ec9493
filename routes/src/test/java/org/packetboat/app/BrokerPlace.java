package org.packetboat.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the tests' brokers run: in a container where Docker and the image of docker/kafka.Dockerfile are, else in a
 * process. The environment variable PACKETBOAT_BROKER ({@code container} or {@code process}) leaves no choice; a
 * container that was asked for and can't be had fails the test. None of these tests is ever skipped.
 */
enum BrokerPlace {
    CONTAINER, PROCESS;

    private static final String WISH = "PACKETBOAT_BROKER";

    /** @param obstacle why there can be no container; empty if there can be one */
    static BrokerPlace choose(Optional<String> wish, Optional<String> obstacle) {
        return switch (wish.orElse("any")) {
            case "any" -> obstacle.isPresent() ? PROCESS : CONTAINER;
            case "process" -> PROCESS;
            case "container" -> {
                if (obstacle.isPresent())
                    throw new IllegalStateException("no broker in a container: " + obstacle.get());
                yield CONTAINER;
            }
            default -> throw new IllegalArgumentException(
                    WISH + ": found " + wish.get() + "; expected container or process");
        };
    }

    /** Starts one, says where, and waits until it answers. */
    static KafkaBroker begin(Path folder, BrokerSettings settings) throws IOException {
        Optional<String> wish = Optional.ofNullable(System.getenv(WISH)).filter(w -> !w.isEmpty());
        Optional<String> obstacle = wish.equals(Optional.of("process"))
                ? Optional.of("PACKETBOAT_BROKER=process")
                : BrokerContainer.obstacle();
        if (choose(wish, obstacle) == PROCESS) return process(folder, settings, obstacle.orElseThrow());
        try {
            KafkaBroker broker = BrokerContainer.begin(folder, settings);
            System.out.println("KAFKA BROKER: A CONTAINER of " + BrokerContainer.IMAGE);
            return broker;
        } catch (RuntimeException e) {
            if (wish.isPresent()) throw e;
            return process(folder, settings, "the container did not start: " + e);
        }
    }

    private static KafkaBroker process(Path folder, BrokerSettings settings, String why) throws IOException {
        System.out.println("KAFKA BROKER: A PROCESS, not a container: " + why);
        return BrokerProcess.begin(folder, settings);
    }
}
