package org.packetboat.connectors.rocksdb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM with this one's class path, for tests that kill or starve a process. */
final class ChildJvm {
    private ChildJvm() {}

    static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
