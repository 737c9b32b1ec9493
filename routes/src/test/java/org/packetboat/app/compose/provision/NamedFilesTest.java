package org.packetboat.app.compose.provision;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.packetboat.app.config.provision.Change;
import org.packetboat.app.config.provision.ChangeReader;
import org.packetboat.schedules.yaml.Problems;

/** Who provisions over the network names no file of this machine, wherever in a route it may stand. */
class NamedFilesTest {
    private static List<Change> changes(String more) {
        Problems problems = new Problems();
        List<Change> changes = ChangeReader.read("request",
                "{\"sites\": {\"x\": {\"domains\": [\"x.example\"], \"host\": \"h.example\"" + more + "}}}", problems);
        assertTrue(problems.list().isEmpty(), () -> problems.list().toString());
        return changes;
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"key\": \"/etc/passwd\"",
            "\"certificate\": \"/etc/passwd\"",
            "\"password-file\": \"/etc/passwd\"",
            "\"window\": {\"passes\": \"/etc/passwd\"}",
            "\"window\": {\"passes\": {\"file\": \"/dev/zero\"}}",
            "\"window\": {\"open\": \"01:00\", \"close\": \"02:00\", \"closed\": [\"/etc/passwd\"]}",
            "\"max-message-size\": \"1MB\", \"larger-mail\": {\"window\": {\"passes\": \"/etc/passwd\"}}"})
    void filesOfThisMachineAreRefused(String more) {
        List<Change> changes = changes(", " + more);
        assertThrows(IllegalArgumentException.class, () -> NamedFiles.refuse(changes));
    }

    @Test
    void othersAreNot() {
        List<Change> changes = changes(", \"window\": {\"open\": \"01:00\", \"close\": \"02:00\"}");
        assertDoesNotThrow(() -> NamedFiles.refuse(changes));
    }
}
