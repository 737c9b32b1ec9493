package org.packetboat.app.cli.init;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.packetboat.app.compose.push.FleetMail;
import org.packetboat.connectors.seal.PublicKeys;
import org.packetboat.connectors.seal.ServerKeys;

/**
 * What a new server needs so that a head office may configure its branches by mail: keys of its own, a head office also
 * the folder for what it sends. A branch whose head office is known gets a folder with all that goes to the head
 * office: its public key, and its configuration as it begins.
 */
final class FleetFiles {
    /** The public key, to be given to others. */
    static final String PUBLIC = "fleet.pub";
    /** What is to be copied into the folder {@code branches} of the head office. */
    static final String AT_HUB = "at-hub";
    static final String BRANCHES = "branches";
    private static final String DATA = "data";

    private final ServerRole role;
    private final InitAnswers answers;

    FleetFiles(ServerRole role, InitAnswers answers) {
        this.role = role;
        this.answers = answers;
    }

    /**
     * A head office's public key, from the word itself or a file that holds it.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static PublicKeys hubKey(String answer) {
        Path file = Path.of(answer);
        try {
            return PublicKeys.parse(Files.isRegularFile(file) ? Files.readString(file) : answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is anything to make. */
    private boolean isPartOfFleet() {
        return role == ServerRole.HUB || answers.given(Fact.HUB_KEY).isPresent();
    }

    /**
     * Writes them.
     *
     * @param texts  what the configuration consists of, by path
     * @param secret the password for the head office, and its path
     * @return the files, as they are told to a person
     */
    List<String> write(NewFolder made, Map<String, String> texts, Optional<Map.Entry<String, String>> secret)
            throws IOException {
        if (!isPartOfFleet()) return List.of();
        Path data = made.secretFolder(DATA);
        String key = ServerKeys.in(FleetMail.keys(data)).open().word() + "\n";
        made.write(PUBLIC, key);
        List<String> files = new ArrayList<>(List.of(DATA + "/" + FleetMail.keys(data).getFileName(), PUBLIC));
        if (role == ServerRole.HUB) {
            made.folder(BRANCHES);
            return files;
        }
        String site = AT_HUB + "/" + answers.site();
        made.write(site + ".key", key);
        for (var text : texts.entrySet())
            made.write(site + "/" + text.getKey(), text.getValue());
        if (secret.isPresent()) made.writeSecret(site + "/" + secret.get().getKey(), secret.get().getValue());
        files.add(AT_HUB + "/");
        return files;
    }

    /** What is left to do for it. */
    List<String> nextSteps(Path folder) {
        if (!isPartOfFleet()) return List.of();
        if (role == ServerRole.HUB)
            return List
                    .of("For each branch that is to be configured from here by mail: packetboat init BRANCH --hub-key "
                            + folder.resolve(PUBLIC) + " ..., then copy what is in BRANCH/" + AT_HUB + " to "
                            + folder.resolve(BRANCHES));
        return List.of("At the head office: copy what is in " + folder.resolve(AT_HUB) + " into its folder " + BRANCHES
                + " (cp -r), and remove it here. From then on: change it there, packetboat push-config "
                + answers.site());
    }
}
