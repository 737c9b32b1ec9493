package org.packetboat.connectors.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.engine.store.Store;

class RocksStoreKillTest {
    private static final int KILLS = 20;
    private static final int MOST_ANSWERS = 1000;

    @TempDir
    Path folder;

    private final int[] answered = new int[RestlessWriters.WRITERS];

    @Test
    void killedAtAnyMomentItKeepsWhatItAnsweredAndNothingInPart() throws Exception {
        Random random = new Random(20261120);
        for (int kill = 0; kill < KILLS; kill++) {
            writeUntilKilled(1 + random.nextInt(MOST_ANSWERS));
            assertEquals(List.of(), faults(), "after kill " + kill);
        }
    }

    private void writeUntilKilled(int answers) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(ChildJvm.command(RestlessWriters.class, folder.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader output = child.inputReader()) {
            for (int i = 0; i < answers; i++)
                note(output.readLine());
            child.toHandle().destroyForcibly(); // Process.destroyForcibly would close the output.
            output.lines().forEach(this::note);
        }
        assertEquals(128 + 9, child.waitFor(), "was killed by nothing but SIGKILL");
    }

    /** The last line may be cut off by the kill. */
    private void note(String line) {
        String[] words = line.split(" ");
        if (words.length < 2 || words[1].isEmpty()) return;
        int writer = Integer.parseInt(words[0]);
        answered[writer] = Math.max(answered[writer], Integer.parseInt(words[1]) + 1);
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        try (Store store = new RocksStore(folder)) {
            for (int writer = 0; writer < RestlessWriters.WRITERS; writer++)
                faults.addAll(NumberedBatches.faults(store, writer, answered[writer]));
        }
        return faults;
    }
}
