package org.packetboat.connectors.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.packetboat.protocols.bundle.Terms;

/** Prints what a server says of itself in two greetings. Run as a process of its own, with libraries missing. */
final class SaidAbility {
    private SaidAbility() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "said");
        FileBatching batching = new FileBatching("hub.example", folder, _ -> Terms.USUAL, Runnable::run,
                Clock.systemUTC(), new NativeCoders());
        for (String node : new String[]{"denver", "boston"})
            System.out.println("said " + batching.word(node).orElse("nothing"));
        Files.delete(folder);
    }
}
