package org.packetboat.documents;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a document says that a command prints, for tests elsewhere that run it. */
public final class ToldOutput {
    private ToldOutput() {}

    /**
     * Compares what a command has printed with what a document says of it, but for numbers and names.
     *
     * @param document its path from the top of the project
     * @param command  as the document has it
     * @return the first line that was not printed; empty if all were
     * @throws AssertionError if the document does not have that command
     */
    public static Optional<String> missing(String document, String command, String said) throws IOException {
        List<String> told = Documents.blocks().stream().filter(block -> block.place().startsWith(document + ":"))
                .flatMap(block -> block.commands().stream()).filter(found -> found.text().equals(command)).findFirst()
                .orElseThrow(() -> new AssertionError(document + " has no command " + command)).output();
        return Scene.missing(told, said);
    }
}
