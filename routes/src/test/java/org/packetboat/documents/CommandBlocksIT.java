package org.packetboat.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents say that one should type works, and prints what they say. */
class CommandBlocksIT {
    @TempDir
    private Path folder;

    static Stream<String> scenes() throws IOException {
        return Documents.blocks().stream().flatMap(block -> block.run().stream()).distinct();
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void everyCommandRuns(String name) throws IOException, InterruptedException {
        List<CommandBlock> blocks = Documents.blocks().stream().filter(b -> b.run().filter(name::equals).isPresent())
                .toList();
        try (Scene scene = new Scene(Files.createDirectories(folder.resolve(name)), name)) {
            scene.begin();
            for (CommandBlock block : blocks)
                for (CommandBlock.Command command : block.commands())
                    scene.run(block.place(), command);
        }
    }
}
