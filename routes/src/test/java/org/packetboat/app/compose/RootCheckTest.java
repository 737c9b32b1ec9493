package org.packetboat.app.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.ConfigurationReader;
import org.packetboat.app.config.ConfigurationReading;
import org.packetboat.engine.mail.Domain;
import org.packetboat.schedules.file.Schedules;

class RootCheckTest {
    private static final Schedules NONE = new Schedules(List.of(), Map.of(), Map.of(), List.of(), List.of());
    private static final Path HERE = Path.of("").toAbsolutePath();

    private static Configuration listening(String address) {
        byte[] file = ("smtp: { listen: \"" + address + "\" }\n").getBytes(StandardCharsets.UTF_8);
        return switch (new ConfigurationReader(() -> new Domain("localhost")).read("test", file, HERE)) {
            case ConfigurationReading.Good(Configuration good, var _) -> good;
            case ConfigurationReading.Bad(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    @Test
    void rootIsNeededForLowPortsOnly() {
        assertTrue(RootCheck.warning(true, listening("127.0.0.1:2525"), NONE).isPresent());
        assertEquals(Optional.empty(), RootCheck.warning(false, listening("127.0.0.1:2525"), NONE));
        assertEquals(List.of("smtp"), RootCheck.needs(listening("127.0.0.1:25"), NONE));
        assertEquals(Optional.empty(), RootCheck.warning(true, listening("127.0.0.1:25"), NONE));
    }
}
