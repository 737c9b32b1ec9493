package org.packetboat.app.compose.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.ConfigurationReader;
import org.packetboat.app.config.ConfigurationReading;
import org.packetboat.connectors.seal.ServerKeys;
import org.packetboat.connectors.seal.ServerSeal;
import org.packetboat.engine.link.Body;
import org.packetboat.engine.link.Outcome;
import org.packetboat.engine.mail.Domain;

/** What a branch does with a configuration, from whomever and in whatever state it comes. */
class ConfigurationReceiverTest {
    private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");
    private static final String ROUTES = "routes: [{ site: hq, domains: [\"*\"], host: hub.example.com }]\n";

    @TempDir
    Path folder;
    private final ServerKeys hub = ServerKeys.make();
    private final ServerKeys branch = ServerKeys.make();
    private ConfigurationVersions versions;
    private ConfigurationReceiver receiver;
    private int answers;
    private int restarts;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("packetboat.yaml"), yaml(""));
        Files.writeString(folder.resolve("routes.yaml"), ROUTES);
        versions = new ConfigurationVersions(folder.resolve("data"));
        receiver = new ConfigurationReceiver(configuration(), branch, hub.open(), versions, () -> NOW,
                new ConfigurationReceiver.Changed() {
                    @Override
                    public void answer() {
                        answers++;
                    }

                    @Override
                    public void restart() {
                        restarts++;
                    }
                });
    }

    private Configuration configuration() {
        return assertInstanceOf(ConfigurationReading.Good.class,
                new ConfigurationReader(() -> new Domain("denver.example")).read(folder.resolve("packetboat.yaml")))
                .configuration();
    }

    /** @param more lines of it */
    private String yaml(String more) {
        return "server: denver.example\ndata: " + folder.resolve("data") + "\nlocal-domains: [denver.example]\n"
                + "schedules: routes.yaml\nfleet: { report-to: hq, configured-by: " + hub.open().word() + " }\n" + more;
    }

    private byte[] pushed(long number, String yaml) {
        return new PushedConfiguration(number, "denver", "packetboat-config@hub.example.com",
                new PushedFiles(new TreeMap<>(Map.of("packetboat.yaml", yaml.getBytes(StandardCharsets.UTF_8),
                        "routes.yaml", ROUTES.getBytes(StandardCharsets.UTF_8)))))
                .bytes();
    }

    private Outcome take(byte[] text) {
        return takeSealed(ServerSeal.seal(hub, branch.open(), PushMail.CONFIGURATION, text));
    }

    /** As it comes over the wire: a mail with CRLF. */
    private Outcome takeSealed(byte[] sealed) {
        return read(new PushMail(PushMail.CONFIGURATION, "denver", sealed)
                .text("packetboat-config@hub.example.com", "packetboat-config@denver.example", "Configuration 7"))
                .map(receiver::take).orElse(FleetMailbox.NOT_SEALED);
    }

    private static Optional<PushMail> read(byte[] text) {
        byte[] crlf = new String(text, StandardCharsets.UTF_8).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return PushMail.read(new Body() {
            @Override
            public long size() {
                return crlf.length;
            }

            @Override
            public byte[] read(long offset, int most) {
                return Arrays.copyOfRange(crlf, (int) offset,
                        (int) Math.min(crlf.length, offset + Math.min(most, 100)));
            }
        });
    }

    private void nothingHasChanged() {
        assertEquals(Optional.empty(), versions.inForce());
        assertEquals(0, versions.state().newest());
        assertEquals(0, answers + restarts);
        assertFalse(Files.exists(folder.resolve("data/config/state")));
    }

    /** What {@code packetboat init} makes says {@code data: data}, wherever the folder comes to lie. */
    @Test
    void aRelativeDataFolderIsTheOneThatThereIs() throws IOException {
        String relative = yaml("").replace("data: " + folder.resolve("data"), "data: data");
        assertEquals(FleetMailbox.TAKEN, take(pushed(7, relative)));
        assertEquals(List.of(new PushAnswer(7, "denver", PushAnswer.Outcome.IN_FORCE, List.of())),
                versions.state().owed());
        ConfigurationReading.Good read = assertInstanceOf(ConfigurationReading.Good.class,
                new ConfigurationReader(() -> new Domain("denver.example")).in(folder.resolve("data"))
                        .read(versions.inForce().orElseThrow()));
        assertEquals(folder.resolve("data"), read.configuration().places().data());
    }

    @Test
    void whatTheHubSentIsPutInForceAndAnswered() throws IOException {
        assertEquals(FleetMailbox.TAKEN, take(pushed(7, yaml("msfsleep: 5s\n"))));
        assertTrue(Files.readString(versions.inForce().orElseThrow()).contains("msfsleep: 5s"));
        assertEquals(List.of(new PushAnswer(7, "denver", PushAnswer.Outcome.IN_FORCE, List.of())),
                versions.state().owed());
        assertEquals(List.of(1, 1), List.of(answers, restarts));
    }

    @Test
    void whatAnotherSentIsRefused() {
        ServerKeys stranger = ServerKeys.make();
        assertEquals(FleetMailbox.NOT_SEALED,
                takeSealed(ServerSeal.seal(stranger, branch.open(), PushMail.CONFIGURATION, pushed(7, yaml("")))));
        nothingHasChanged();
    }

    @Test
    void whatIsForAnotherBranchOrIsAnAnswerIsRefused() {
        assertEquals(FleetMailbox.NOT_SEALED, takeSealed(
                ServerSeal.seal(hub, ServerKeys.make().open(), PushMail.CONFIGURATION, pushed(7, yaml("")))));
        assertEquals(FleetMailbox.NOT_SEALED,
                takeSealed(ServerSeal.seal(hub, branch.open(), PushMail.ANSWER, pushed(7, yaml("")))));
        nothingHasChanged();
    }

    @Test
    void whatArrivedHalfIsRefused() {
        byte[] sealed = ServerSeal.seal(hub, branch.open(), PushMail.CONFIGURATION, pushed(7, yaml("")));
        assertEquals(FleetMailbox.NOT_SEALED, takeSealed(Arrays.copyOf(sealed, sealed.length / 2)));
        nothingHasChanged();
    }

    @Test
    void whatComesTwiceOrIsOlderIsPassedOver() throws IOException {
        take(pushed(7, yaml("msfsleep: 7s\n")));
        assertEquals(FleetMailbox.TAKEN, take(pushed(7, yaml("msfsleep: 5s\n"))));
        assertEquals(FleetMailbox.TAKEN, take(pushed(6, yaml("msfsleep: 5s\n"))));
        assertTrue(Files.readString(versions.inForce().orElseThrow()).contains("msfsleep: 7s"));
        assertEquals(List.of(1, 1), List.of(answers, restarts));
    }

    @Test
    void oneThatWasRevertedIsNotPlayedInAgain() {
        take(pushed(7, yaml("")));
        versions.revert("login refused");
        take(pushed(7, yaml("")));
        assertEquals(Optional.empty(), versions.inForce());
    }

    @Test
    void oneThatCantBeUsedIsRefusedWithFileAndLine() {
        assertEquals(FleetMailbox.TAKEN, take(pushed(7, yaml("msfsleep: soon\n"))));
        assertEquals(Optional.empty(), versions.inForce());
        PushAnswer answer = versions.state().owed().getFirst();
        assertEquals(PushAnswer.Outcome.REFUSED, answer.what());
        assertTrue(answer.reasons().getFirst().startsWith("packetboat.yaml:6:"), answer::toString);
        assertEquals(List.of(1, 0), List.of(answers, restarts));
    }

    @Test
    void oneAfterWhichNothingCouldBePushedIsRefused() {
        take(pushed(7, yaml("").replaceAll("fleet: .*", "fleet: { report-to: hq }")));
        assertTrue(versions.state().owed().getFirst().reasons().getFirst().contains("configured-by"));
    }

    @Test
    void oneWithAnotherDataFolderIsRefused() {
        take(pushed(7, yaml("").replaceFirst("data: .*", "data: other")));
        assertTrue(versions.state().owed().getFirst().reasons().getFirst().contains("where the queue is"));
    }

    @Test
    void oneThatIsTooLargeIsRefused() {
        assertInstanceOf(Outcome.Refused.class, take(PushBombs.push(new byte[PushedFiles.MOST_BYTES + 1])));
        nothingHasChanged();
        assertEquals(FleetMailbox.NOT_SEALED, takeSealed(new byte[4 * PushedFiles.MOST_BYTES]));
    }

    @Test
    void aDiskThatTakesNothingPutsItOff() {
        // one of the files can't be written, as on a full disk: its folder's name is that of a file
        PushedFiles clash = new PushedFiles(new TreeMap<>(Map.of("packetboat.yaml", new byte[0], "secrets",
                new byte[0], "secrets/hub", new byte[0])));
        assertInstanceOf(Outcome.Deferred.class,
                take(new PushedConfiguration(7, "denver", "packetboat-config@hub.example.com", clash).bytes()));
        nothingHasChanged();
        assertEquals(FleetMailbox.TAKEN, take(pushed(7, yaml(""))));
        assertTrue(versions.inForce().isPresent());
    }

    @Test
    void otherMailIsNotForThisMailbox() {
        assertTrue(read("Subject: hello\n\nHello.\n".getBytes(StandardCharsets.UTF_8)).isEmpty());
        assertTrue(read("no mail at all".getBytes(StandardCharsets.UTF_8)).isEmpty());
    }
}
